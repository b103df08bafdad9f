/**
 * Whether an address is a URL. Not `URL.canParse`: on Node 20 it refuses https://bücher.example as
 * soon as V8 has compiled its caller (20.20.2, after 5,600 calls), so that a link was none.
 */
export function isUrl(address: string, base?: string): boolean {
  try {
    return new URL(address, base) !== undefined;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
