import type { Cancel, EpochMs, Time } from '../../src/core/clock.ts';
import { type Log, silentLog } from '../../src/core/log.ts';
import type { ToldTime } from '../../src/core/told_time.ts';
import type { ServerInProcess } from '../../src/demo/server_in_process.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import type { Database } from '../../src/store/database.ts';

/** One life of the program: until it is killed, or stopped at the end. */
export interface Life {
  readonly deps: IngestDeps;
  readonly isAlive: () => boolean;
  /** As `kill -9` does: from now on it does nothing, and is told nothing. */
  readonly kill: () => void;
}

/** The machine that it runs on can sleep: its timers stand still, the wall's clock does not. */
export interface Machine {
  readonly isAsleep: () => boolean;
  readonly sleep: () => void;
  readonly wake: () => void;
  /** The process alone stands still, as after SIGSTOP: what comes waits in its socket. */
  readonly stop: () => void;
  /** It goes on, and reads what waited before it looks at its timers. */
  readonly goOn: () => void;
  /** Its clock of the wall is ahead of the server's by that, for that reason; nothing sleeps. */
  readonly setClock: (reason: string, aheadMs: number) => void;
  /** Runs what came over a socket: now, or when the process goes on. */
  readonly receive: (run: () => void) => void;
  readonly time: Time;
}

export function openMachine(told: ToldTime): Machine {
  let asleepSinceMs: number | undefined;
  let sleptMs = 0;
  const waiting = new Set<() => void>();
  const awakeMs = () => (asleepSinceMs ?? told.now()) - sleptMs;

  const after = (delayMs: number, run: () => void): Cancel => {
    const dueMs = awakeMs() + delayMs;
    let cancel: Cancel = () => {};
    const look = () => {
      if (asleepSinceMs !== undefined) {
        waiting.add(look);
        cancel = () => waiting.delete(look);
        return;
      }
      const leftMs = dueMs - awakeMs();
      if (leftMs > 0) cancel = told.after(leftMs, look);
      else run();
    };
    cancel = told.after(delayMs, look);
    return () => cancel();
  };

  const sleep = () => {
    asleepSinceMs ??= told.now();
  };
  const wake = () => {
    if (asleepSinceMs === undefined) return;
    sleptMs += told.now() - asleepSinceMs;
    asleepSinceMs = undefined;
    const looks = [...waiting];
    waiting.clear();
    for (const look of looks) look();
  };
  let unread: (() => void)[] | undefined;
  const aheadMs = new Map<string, number>();
  const now = () => [...aheadMs.values()].reduce((sum, ms) => sum + ms, told.now()) as EpochMs;

  return {
    isAsleep: () => asleepSinceMs !== undefined,
    sleep,
    wake,
    setClock: (reason, ms) => void aheadMs.set(reason, ms),
    stop() {
      unread ??= [];
      sleep();
    },
    goOn() {
      const came = unread ?? [];
      unread = undefined;
      for (const read of came) read();
      wake();
    },
    receive: (run) => (unread === undefined ? run() : void unread.push(run)),
    time: { now, after },
  };
}

interface LifeNeeds {
  readonly database: Database;
  readonly server: ServerInProcess;
  readonly told: ToldTime;
  readonly machine: Machine;
  readonly random: () => number;
  readonly pace: number;
  readonly signal: AbortSignal;
  readonly log?: Log;
}

/** What one life of ingest is given: all of it falls silent when it is killed. */
export function openLife(needs: LifeNeeds): Life {
  const { server, told, machine } = needs;
  let isAlive = true;
  const whileAlive =
    <A extends unknown[]>(run: (...args: A) => void) =>
    (...args: A) => {
      if (isAlive) run(...args);
    };
  const time: Time = {
    now: () => Math.floor(machine.time.now()) as EpochMs, // as every clock of the wall
    after: (delayMs, run) => machine.time.after(delayMs, whileAlive(run)),
  };
  const send: IngestDeps['send'] = async (request) => {
    const release = told.hold();
    const stalls = server.wire.isStalled || server.wire.isCut;
    if (stalls) release(); // nothing comes of it: time must go on
    try {
      const response = await server.send(request);
      return isAlive ? response : await new Promise<never>(() => {});
    } finally {
      // The answer is parsed and filed in microtasks, which told time lets settle.
      release();
    }
  };
  const received =
    <A extends unknown[]>(hear: (...args: A) => void) =>
    (...args: A) =>
      machine.receive(() => whileAlive(hear)(...args));
  const openSocket: IngestDeps['openSocket'] = (url, headers, ears) =>
    server.openSocket(url, headers, {
      opened: received(ears.opened),
      frame: received(ears.frame),
      ping: received(ears.ping),
      closed: received(ears.closed),
    });
  return {
    isAlive: () => isAlive,
    kill() {
      isAlive = false;
    },
    deps: {
      database: needs.database,
      server: server.url,
      token: server.token,
      time,
      send,
      openSocket,
      random: needs.random,
      pace: needs.pace,
      userAgent: 'Driftline/simulator',
      log: needs.log ?? silentLog,
      signal: needs.signal,
    },
  };
}
