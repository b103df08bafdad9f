import seedrandom from 'seedrandom';
import { type EpochMs, HOUR_MS } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/log.ts';
import { type ToldTime, toldTime } from '../../src/core/told_time.ts';
import type { DemoFaults } from '../../src/demo/server_faults.ts';
import {
  openServerInProcess,
  type ServerInProcess,
  type Wire,
} from '../../src/demo/server_in_process.ts';
import type { ServerOptions } from '../../src/demo/server_parts.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { type Life, type Machine, openLife, openMachine } from './sim_client.ts';
import { rememberHoles, rememberMoments } from './sim_memory.ts';
import { type Oracle, openOracle } from './sim_oracle.ts';
import { judge, type Verdict } from './sim_verdict.ts';
import { simWorld } from './sim_world.ts';

/** Something that goes wrong now and then. */
export interface Fault {
  readonly name: string;
  readonly options?: Partial<ServerOptions>;
  readonly arrange: (sim: Sim) => void;
}

/** What of the server's faults is there or not. */
export type ServerFlag = {
  [member in keyof DemoFaults]-?: boolean extends DemoFaults[member] ? member : never;
}[keyof DemoFaults];

/** What a fault may lay hands on. */
export interface Sim {
  readonly told: ToldTime;
  readonly startMs: number;
  readonly endMs: number;
  readonly server: ServerInProcess;
  readonly machine: Machine;
  readonly oracle: Oracle;
  /** Uniform in [0, 1), the fault's own. */
  readonly draw: () => number;
  readonly at: (atMs: number, run: () => void) => void;
  /** Several faults may cut the same wire at once: it is whole when all of them are over. */
  readonly setWire: (member: keyof Wire, reason: string, isOn: boolean) => void;
  /** So is the server well. */
  readonly setFault: (member: ServerFlag, reason: string, isOn: boolean) => void;
  /** kill -9, and another start after `pauseMs`. */
  readonly killFor: (pauseMs: number) => void;
}

export interface Plan {
  readonly seed: string;
  readonly days: number;
  readonly follows: number;
  readonly arrivalsPerDay: number;
  readonly homeLimit: number;
  readonly faults: readonly Fault[];
  /** At the end nothing goes wrong any more, an hour long where nothing is said, at pace 1. */
  readonly calmMs?: number;
  /** Ingest's; below 1 its periods are longer, and so is everything that stands on them. */
  readonly pace?: number;
  /** What listens; Driftline where it is not given. */
  readonly program?: (deps: IngestDeps) => Promise<void>;
}

/**
 * A day of 300 people and a home that turns over every two hours, at an eighth of the pace: polls
 * every four minutes, audits of all every two and a half hours. The full pace is the soak's. One
 * that divides nothing evenly finds what forgets that moments are whole milliseconds.
 */
export const A_DAY = {
  seed: 'a',
  days: 1,
  follows: 300,
  arrivalsPerDay: 300,
  homeLimit: 36,
  pace: 0.13,
} as const satisfies Omit<Plan, 'faults'>;

/** A run takes two seconds of an idle machine; nothing in it depends on how long it takes. */
export const PATIENCE = { timeout: 300_000 };

const PING_EVERY_MS = 30_000; // at pace 1
const START_MS = Date.UTC(2026, 10, 2) as EpochMs;
/** Two audits' time to put everything in order. */
const CALM_MS = HOUR_MS; // at pace 1

/** One run, from the first entry to the verdict. The same plan gives the same run. */
export async function simulate(plan: Plan): Promise<Verdict> {
  const told = toldTime(START_MS);
  const endMs = (START_MS + plan.days * 24 * HOUR_MS) as EpochMs;
  const machine = openMachine(told);
  const lives: { current: Life | undefined } = { current: undefined };
  const isHeard = () =>
    lives.current?.isAlive() === true && !machine.isAsleep() && !server.wire.isCut;
  const pace = plan.pace ?? 1;
  const oracle = openOracle(isHeard, pace);
  const world = simWorld({ ...plan, startMs: START_MS });
  const server = openServerInProcess({
    world,
    time: told,
    log: silentLog,
    homeLimit: plan.homeLimit,
    faults: {},
    historyMs: 0,
    witness: oracle.witness,
    // A client at a fraction of the pace is as many times as patient with a silent stream.
    pingEveryMs: () => PING_EVERY_MS / Math.min(1, pace),
    ...Object.assign({}, ...plan.faults.map(({ options }) => options ?? {})),
  });
  const database = aNewDatabase();
  rememberHoles(database, told);
  rememberMoments(database, oracle, told);
  const stop = new AbortController();
  const random = seedrandom.alea(`ingest ${plan.seed}`);
  const program = plan.program ?? ingest;
  const ends: unknown[] = [];
  const begin = () => {
    const life = openLife({ database, server, told, machine, random, pace, signal: stop.signal });
    lives.current = life;
    program(life.deps).catch((error: unknown) => {
      if (life.isAlive() && !stop.signal.aborted) ends.push(error);
    });
  };
  let kills = 0; // of which the pause is not over: several faults may kill it
  const killFor = (pauseMs: number) => {
    kills += 1;
    lives.current?.kill();
    server.dropSockets();
    oracle.killed(told.now());
    oracle.block('killed', told.now());
    told.after(pauseMs, () => {
      kills -= 1;
      if (kills > 0) return;
      oracle.unblock('killed', told.now());
      begin();
    });
  };
  begin();
  arrange({ told, startMs: START_MS, endMs, server, machine, oracle, killFor }, plan);
  await told.passTo(endMs);
  oracle.killed(endMs);
  const verdict = judge({ database, oracle, server, world, endMs, ends, pace });
  stop.abort();
  controlsEnd(server);
  await told.passTo(endMs);
  database.close();
  return verdict;
}

function controlsEnd(server: ServerInProcess): void {
  server.stopWorld();
  server.dropSockets();
}

function arrange(sim: Omit<Sim, 'draw' | 'at' | 'setWire' | 'setFault'>, plan: Plan): void {
  const calmMs = sim.endMs - (plan.calmMs ?? CALM_MS) / (plan.pace ?? 1);
  const { wire, faults } = sim.server;
  const setWire = whileAny((member: keyof Wire, isOn) => {
    wire[member] = isOn;
  });
  const setFault = whileAny((member: ServerFlag, isOn) => {
    faults[member] = isOn;
  });
  for (const fault of plan.faults) {
    const draw = seedrandom.alea(`${plan.seed} ${fault.name}`);
    const at = (atMs: number, run: () => void) => {
      if (atMs < calmMs) sim.told.after(atMs - sim.told.now(), run);
    };
    fault.arrange({ ...sim, endMs: calmMs, draw, at, setWire, setFault });
  }
}

/** Set for as long as there is any reason. */
function whileAny<M>(set: (member: M, isOn: boolean) => void) {
  const reasons = new Map<M, Set<string>>();
  return (member: M, reason: string, isOn: boolean): void => {
    const known = reasons.get(member) ?? new Set();
    reasons.set(member, known);
    if (isOn) known.add(reason);
    else known.delete(reason);
    set(member, known.size > 0);
  };
}
