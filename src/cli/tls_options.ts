import type { Command } from 'commander';
import { DriftlineError } from '../core/errors.ts';

export interface TlsOptions {
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** Where the certificate and its key are. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

export function addTlsOptions(command: Command): Command {
  return command
    .option('--tls-cert <file>', 'serve by https with this certificate, PEM')
    .option('--tls-key <file>', 'the key of that certificate, PEM');
}

/** Both, or neither. Throws 'usage'. */
export function tlsFilesOf({ tlsCert, tlsKey }: TlsOptions): TlsFiles | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert !== undefined && tlsKey !== undefined) return { cert: tlsCert, key: tlsKey };
  throw new DriftlineError(
    'usage',
    '--tls-cert and --tls-key go together: name the certificate and its key',
  );
}
