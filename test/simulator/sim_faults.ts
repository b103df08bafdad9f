import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import type { DemoFaults } from '../../src/demo/server_faults.ts';
import type { Wire } from '../../src/demo/server_in_process.ts';
import { CLOCK_IS_SET, CLOCK_IS_SET_IN_BETWEEN } from './sim_faults_of_clock.ts';
import { PAUSES } from './sim_faults_of_pauses.ts';
import { nowAndThen } from './sim_stretches.ts';
import type { Fault, ServerFlag } from './simulate.ts';

/** The server, or something before it, misbehaves; `blocks` says whether anything can be had. */
function serverFault(name: string, fault: ServerFlag, blocks: boolean): Fault {
  return {
    name,
    arrange(sim) {
      const set = (isOn: boolean) => {
        sim.setFault(fault, name, isOn);
        const nowMs = sim.told.now();
        if (blocks) isOn ? sim.oracle.block(name, nowMs) : sim.oracle.unblock(name, nowMs);
      };
      nowAndThen(
        sim,
        () => set(true),
        () => set(false),
      );
    },
  };
}

function wireFault(name: string, fault: keyof Wire): Fault {
  return {
    name,
    arrange(sim) {
      nowAndThen(
        sim,
        () => {
          sim.setWire(fault, name, true);
          if (fault === 'isDown') sim.server.dropSockets();
          sim.oracle.block(name, sim.told.now());
        },
        () => {
          sim.setWire(fault, name, false);
          sim.oracle.unblock(name, sim.told.now());
        },
      );
    },
  };
}

const sleep: Fault = {
  name: 'the laptop sleeps',
  arrange(sim) {
    const { machine, oracle, told } = sim;
    nowAndThen(
      sim,
      () => {
        machine.sleep();
        sim.setWire('isCut', 'sleep', true);
        oracle.block('sleep', told.now());
      },
      () => {
        sim.setWire('isCut', 'sleep', false);
        machine.wake();
        oracle.unblock('sleep', told.now());
      },
    );
  },
};

/** Its pings stay unanswered; what it had sent by then is read when the process goes on. */
const SERVER_GIVES_UP_MS = 45 * SECOND_MS;

const stopped: Fault = {
  name: 'the process is stopped',
  arrange(sim) {
    const { machine, oracle, told, server } = sim;
    nowAndThen(
      sim,
      (stretchMs) => {
        machine.stop();
        oracle.block('stopped', told.now());
        if (stretchMs > SERVER_GIVES_UP_MS) told.after(SERVER_GIVES_UP_MS, server.dropSockets);
      },
      () => {
        machine.goOn();
        oracle.unblock('stopped', told.now());
      },
    );
  },
};

const killed: Fault = {
  name: 'kill -9',
  arrange(sim) {
    nowAndThen(sim, sim.killFor, () => {});
  },
};

/** Sockets die without a word, again and again. */
const dropped: Fault = {
  name: 'sockets drop',
  arrange(sim) {
    for (let atMs = sim.startMs; atMs < sim.endMs; atMs += (1 + 40 * sim.draw()) * MINUTE_MS)
      sim.at(atMs, sim.server.dropSockets);
  },
};

/** Set once, for the whole run. */
function always(name: string, faults: DemoFaults): Fault {
  return {
    name,
    arrange: ({ server }) => {
      Object.assign(server.faults, faults);
    },
  };
}

/** Jobs and frames run late: most a little, some by hours. Each name has its own dice. */
const late: Fault = {
  name: 'jobs run late',
  arrange({ server, draw }) {
    server.faults.lateBy = () => {
      const dice = draw();
      if (dice < 0.7) return 0;
      return dice < 0.97 ? draw() * 20 * SECOND_MS : draw() * 2 * HOUR_MS;
    };
  },
};
const lateFrames: Fault = {
  name: 'frames change places',
  arrange({ server, draw }) {
    server.faults.frameLateBy = () => (draw() < 0.5 ? 0 : draw() ** 3 * 2 * MINUTE_MS);
  },
};

/** By where the trouble is. */
export const FAULTS = {
  ofLine: [
    { name: 'nothing', arrange: () => {} },
    wireFault('nobody answers', 'isDown'),
    wireFault('the line is dead', 'isCut'),
    wireFault('requests are never answered', 'isStalled'),
    wireFault('answers stop in the middle', 'isHalting'),
    sleep,
    stopped,
    killed,
    CLOCK_IS_SET,
    CLOCK_IS_SET_IN_BETWEEN,
    dropped,
    serverFault('a proxy answers 502', 'status502', true),
    serverFault('pages stand in its place', 'strayPages', true),
    serverFault('a captive portal answers', 'portal', true),
  ],
  ofServer: [
    serverFault('the stream is deaf', 'deaf', false),
    serverFault('429', 'throttled', true),
    serverFault('206, the home is rebuilt', 'rebuilding', true),
    always('frames come twice', { duplicateEvery: 3 }),
    always('strange frames', { strangeFrames: true }),
    always('deletes without a word', { silentDeletes: true }),
    always('no batches', { withoutBatch: true }),
    always('no stream', { withoutStream: true }),
    late,
    lateFrames,
    {
      name: 'ULIDs, and a home without end',
      options: { ids: 'ulid', homeLimit: 1e9 },
      arrange: () => {},
    },
  ],
  ofPauses: PAUSES,
  // The last, so that the others stay on in the same runs of the soak.
  ofRetention: [
    always('what others wrote is let go after six hours', { letsGoAfterMs: 6 * HOUR_MS }),
  ],
} as const satisfies Readonly<Record<string, readonly Fault[]>>;

export const EVERY_FAULT: readonly Fault[] = Object.values(FAULTS).flat();

export function faultNamed(name: string): Fault {
  const fault = EVERY_FAULT.find((one) => one.name === name);
  if (fault === undefined) throw new RangeError(`no fault is called ${name}`);
  return fault;
}
