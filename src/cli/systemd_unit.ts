import type { Service } from './service_words.ts';

export const UNIT_NAME = 'driftline.service';

/**
 * A user unit. What it may not do is what Driftline never does; what would break it is left out:
 * V8 writes code into memory (MemoryDenyWriteExecute), the browser's own pictures and `after_draw`
 * want the home as it is (ProtectHome, PrivateTmp). Where the kernel gives a user no namespaces,
 * systemd goes without ProtectSystem by itself.
 */
export function systemdUnit({ words, env }: Service): string {
  const variables = Object.entries(env).map(
    ([name, value]) => `Environment=${quoted(`${name}=${value}`)}`,
  );
  return `[Unit]
Description=Driftline: your own algorithm for Mastodon

[Service]
Type=exec
ExecStart=${[...words, 'run', '--end-when-updated'].map((word) => quoted(word.replaceAll('$', '$$$$'))).join(' ')}
${variables.map((line) => `${line}\n`).join('')}Restart=on-failure
RestartSec=30
TimeoutStopSec=15
UMask=0077
NoNewPrivileges=yes
ProtectSystem=full
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native

[Install]
WantedBy=default.target
`;
}

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html */
function quoted(word: string): string {
  return `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`;
}
