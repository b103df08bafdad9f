import type { Cancel, EpochMs, Time } from '../core/clock.ts';
import type { Edition } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import type { RunOwnSql } from '../core/own_sql.ts';
import type { ExplainedAnyhow } from '../rank/explain_anyhow.ts';
import type { Files } from '../store/disk.ts';
import type { Asked, Statistics } from '../store/statistics.ts';

/** Everything of the machine that a command may touch. `main.ts` gives the real ones. */
export interface Surroundings {
  /** DRIFTLINE_…, XDG_…, HOME, NO_COLOR. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The answer. */
  readonly stdout: Output;
  /** Log and progress. */
  readonly stderr: Output;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** What is typed in a terminal stands nowhere, until what this gives is called. */
  readonly hideTyping: () => Promise<Cancel>;
  readonly time: Time;
  readonly fetch: typeof fetch;
  /** Not to be guessed: seeds, OAuth states, verifiers. Base64url, 32 bytes. */
  readonly randomText: () => string;
  /** [0, 1), for the spread of waits: nothing is kept secret by it. */
  readonly random: () => number;
  readonly files: Files;
  /** Aborted at SIGINT and SIGTERM; a command then ends within ten seconds. */
  readonly stopped: AbortSignal;
  readonly version: string;
  /** The answer was given and means that something is not well: exit code 1 without a message. */
  readonly failQuietly: (isFailure: boolean) => void;
  /** For a command that is one draw: what it makes lasts to its end, so no room is kept free. */
  readonly spareMemory: () => Promise<void>;
  /** Draws in a worker thread, so that ingest and pages go on meanwhile. */
  readonly drawAside: (task: DrawTask) => Promise<Edition>;
  /** Explains in such a thread: a post that no edition knew takes a dry draw. */
  readonly explainAside: (task: ExplainTask) => Promise<ExplainedAnyhow>;
  /** Finds there what still waits for its last chance: that looks at all candidates. */
  readonly lastChancesAside: (task: LastChancesTask) => Promise<ReadonlySet<number>>;
  /** Reads there what the page of statistics shows. */
  readonly statisticsAside: (task: StatisticsTask) => Promise<Statistics>;
  /** Runs a statement of the owner's own in a process of its own. */
  readonly runOwnSql: RunOwnSql;
  /** Runs another program of this machine; undefined: there is none of that name. */
  readonly execute: (task: Execution) => Promise<Executed | undefined>;
  /** Loads what these six begin with: later the files of another version may lie there. */
  readonly loadAside: () => Promise<void>;
  readonly machine: Machine;
  /** Opens an address in the owner's browser; false where that did not work. */
  readonly openBrowser: (address: string) => Promise<boolean>;
  /** Addresses by which other machines reach this one, the likeliest first. */
  readonly addresses: () => readonly string[];
}

/** Another program, and what it is given. */
export interface Execution {
  readonly command: string;
  readonly args: readonly string[];
  /** On its standard input. */
  readonly input?: string;
  /** Beside our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs: number;
}

export interface Executed {
  /** null: it was ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  /** Whether that is all it printed, byte for byte: it was not too much, and is UTF-8. */
  readonly isWhole: boolean;
  readonly stderr: string;
  /** It was ended at its time limit. */
  readonly isLate: boolean;
}

/** How this program is started again, by others. */
export interface Machine {
  /** `linux`, `darwin` … */
  readonly platform: string;
  /** The Node that runs it, absolute. */
  readonly node: string;
  readonly nodeVersion: string;
  /** What that runs, absolute. */
  readonly script: string;
  /** Where it was started: relative paths count from here. */
  readonly folder: string;
}

export interface Output {
  /** Resolves when more may be written; only who writes much needs to wait for it. */
  readonly write: (text: string) => Promise<void>;
  readonly isTerminal: boolean;
  readonly columns: number;
}

/** A question about a status, in words that cross a thread. */
export interface ExplainTask {
  readonly file: string;
  readonly feed: Feed;
  readonly nowMs: EpochMs;
  /** The server's id, the uri or the address of a status, or of a boost of one. */
  readonly status: string;
}

/** What is old enough to go and must stay a while, in words that cross a thread. */
export interface LastChancesTask {
  readonly file: string;
  /** Where last chances are given: the feeds that are drawn by themselves. */
  readonly dueIn: readonly Feed[];
  readonly nowMs: EpochMs;
}

/** Figures of the whole history, in words that cross a thread. */
export interface StatisticsTask {
  readonly file: string;
  readonly statistics: Asked;
}

/** A draw, in words that cross a thread. */
export interface DrawTask {
  readonly file: string;
  readonly feed: Feed;
  readonly seed: string;
  readonly nowMs: EpochMs;
  readonly dryRun: boolean;
  /** What is drawn where the feed's own SQL fails; left out: nothing, and the failure is told. */
  readonly fallbacks?: readonly Feed[];
  /** The edition that it goes on from. */
  readonly continues?: number | undefined;
}
