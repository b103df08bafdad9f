import type { Service } from './service_words.ts';

export const PLIST_NAME = 'driftline.plist';

/** An agent of the user's own session. https://www.manpagez.com/man/5/launchd.plist/ */
export function launchdPlist({ words, env, databaseFile }: Service): string {
  const strings = [...words, 'run', '--end-when-updated'].map(
    (word) => `      <string>${escaped(word)}</string>`,
  );
  const variables = Object.entries(env).map(
    ([name, value]) => `      <key>${name}</key><string>${escaped(value)}</string>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
  <dict>
    <key>Label</key><string>driftline</string>
    <key>ProgramArguments</key>
    <array>
${strings.join('\n')}
    </array>
    <key>EnvironmentVariables</key>
    <dict>
${variables.map((line) => `${line}\n`).join('')}    </dict>
    <key>RunAtLoad</key><true/>
    <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
    <key>ThrottleInterval</key><integer>30</integer>
    <key>ProcessType</key><string>Background</string>
    <key>Umask</key><integer>63</integer>
    <key>StandardErrorPath</key><string>${escaped(`${databaseFile}.log`)}</string>
  </dict>
</plist>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
