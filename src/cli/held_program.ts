import { holdStatements } from '../store/statements.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Reads and loads now what else would be looked for later, for what goes on for weeks: by then the
 * files may be those of another version, whose parts do not fit this one's. It is what settings,
 * which may be written at any time, a token that ends, a draw and the owner's programs need.
 */
export async function holdProgram({ loadAside }: Surroundings): Promise<void> {
  holdStatements();
  await Promise.all([
    import('../core/config_shape.ts'),
    import('../mastodon/login.ts'),
    import('smol-toml'),
    loadAside(),
  ]);
}
