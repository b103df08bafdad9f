/** "512 bytes", "37 kB", "4.1 MB", "16 GB": of a thousand, as disks are sold. */
export function bytesWords(bytes: number): string {
  const unit = UNITS.find(({ from }) => bytes >= from);
  if (unit === undefined) return `${bytes} bytes`;
  const value = bytes / unit.from;
  return `${value.toFixed(value < 10 ? 1 : 0)} ${unit.name}`;
}

const UNITS = [
  { from: 1e9, name: 'GB' },
  { from: 1e6, name: 'MB' },
  { from: 1e3, name: 'kB' },
] as const;
