import type { Command } from 'commander';
import { HOUR_MS } from '../core/clock.ts';
import { grouped } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import { crontabLines } from './crontab.ts';
import { launchdPlist, PLIST_NAME } from './launchd_plist.ts';
import { type Kind, openInstalling } from './service_install.ts';
import { type Service, serviceOf } from './service_words.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { systemdUnit, UNIT_NAME } from './systemd_unit.ts';
import { measureTurnover, type Turnover } from './turnover.ts';

interface Options {
  readonly install?: true;
  readonly uninstall?: true;
  readonly db?: string;
  readonly config?: string;
}

const KINDS: readonly Kind[] = ['systemd', 'launchd', 'cron'];

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('[kind]', `${KINDS.join(', ')} (default: what this machine has)`)
    .option('--install', 'put it in place and start it (systemd, cron); again is harmless')
    .option('--uninstall', 'stop it and take it out (systemd, cron); other lines stay')
    .addHelpText('after', ABOUT)
    .action((kind: string | undefined) => serve(command, surroundings, kind));
}

const ABOUT = `
Without --install it only prints. systemd and launchd keep "driftline run" going; cron has no
daemon: every ten minutes it sweeps your home and draws what is due. --db, --config, DRIFTLINE_…,
TZ, NODE_EXTRA_CA_CERTS and the memory in NODE_OPTIONS hold for the service too, as they
stand now.`;

async function serve(command: Command, surroundings: Surroundings, asked: string | undefined) {
  const session = openSession(command, surroundings);
  const options = command.optsWithGlobals<Options>();
  if (options.install === true && options.uninstall === true)
    throw new DriftlineError('usage', 'put it in place or take it out: leave one of them away');
  const installing = openInstalling(session, surroundings);
  // Without a name, what keeps it going is taken out, whatever this machine would take now.
  const standing =
    options.uninstall === true && asked === undefined ? await installing.kind() : undefined;
  const kind = standing ?? kindOf(asked, surroundings);
  if (options.uninstall === true) {
    const said = await installing.uninstall(kind);
    if (session.asJson) session.answer({ kind, uninstalled: true });
    else session.say(...said);
    return;
  }
  await session.config(); // with a mistake in the settings nothing would begin
  const service = serviceOf(options, session, surroundings);
  const turnover = await turnoverNow(session, surroundings);
  const text = textOf(kind, service, turnover);
  if (options.install === true) {
    const said = await installing.install(kind, { text, service });
    if (session.asJson) session.answer({ kind, installed: true, text });
    else session.say(...said);
  } else if (session.asJson) session.answer({ kind, text });
  else {
    session.say(text.trimEnd());
    surroundings.stderr.write(`\n${how(service)[kind]}\n${sleepWords(turnover)}`);
  }
}

const how = ({ databaseFile }: Service) =>
  ({
    systemd: `To put it in place: driftline service systemd --install. (By hand: ~/.config/systemd/user/${UNIT_NAME}.)`,
    launchd: `Save it as ~/Library/LaunchAgents/${PLIST_NAME}, then: launchctl load -w ~/Library/LaunchAgents/${PLIST_NAME}\nIts log grows without end; this empties it at any time: : > '${databaseFile}.log'`,
    cron: 'To put them in place: driftline service cron --install. (By hand: crontab -e.)',
  }) as const satisfies Record<Kind, string>;

function kindOf(asked: string | undefined, { machine, files }: Surroundings): Kind {
  const kind = KINDS.find((one) => one === asked);
  if (kind !== undefined) return kind;
  if (asked !== undefined)
    throw new DriftlineError('usage', `there is no "${asked}" here: ${KINDS.join(', ')}`);
  if (machine.platform === 'win32')
    throw new DriftlineError(
      'usage',
      'Windows has none of these: let its Task Scheduler start "driftline run" when you log in',
    );
  if (machine.platform === 'darwin') return 'launchd';
  return files.exists(SYSTEMD_RUNS) ? 'systemd' : 'cron';
}

/** As sd_booted(3) finds out. */
const SYSTEMD_RUNS = '/run/systemd/system';

function textOf(kind: Kind, service: Service, turnover: Turnover | undefined): string {
  if (kind === 'systemd') return systemdUnit(service);
  return kind === 'launchd' ? launchdPlist(service) : crontabLines(service, turnover);
}

/** What a machine that sleeps costs its owner, from their own rate. */
function sleepWords(turnover: Turnover | undefined): string {
  if (turnover?.shortestMs === undefined) return '';
  const hours = (turnover.shortestMs / HOUR_MS).toFixed(1);
  return (
    `At ${grouped(turnover.perDay)} entries a day your home turned over in ${hours} hours at its ` +
    'fastest: a sleep that is longer than that can leave a hole.\n'
  );
}

/** From what is stored of the last four weeks; undefined: nothing is. */
async function turnoverNow(
  session: Session,
  { files, time }: Surroundings,
): Promise<Turnover | undefined> {
  if (!files.exists(session.databaseFile)) return undefined;
  const { openIntake } = await import('../store/intake.ts');
  const database = await session.openDatabase('as it stands');
  try {
    return measureTurnover(openIntake(database), time.now());
  } finally {
    database.close();
  }
}
