import { nowAndThen } from './sim_stretches.ts';
import type { Fault, ServerFlag, Sim } from './simulate.ts';

/** Of a pause that the stream is deaf in: when it speaks again, before anything may be asked. */
const DEAF_SHARE = 0.9;

interface Pause {
  readonly name: string;
  /** What is wrong with the server as long as it lasts. */
  readonly flags: readonly ServerFlag[];
  /** It asks to be left alone until then. */
  readonly isAsked?: boolean;
  readonly isDeaf?: boolean;
}

/** Nothing can be asked for in it; what is heard differs. */
function pause({ name, flags, isAsked = false, isDeaf = false }: Pause): Fault {
  return {
    name,
    arrange(sim) {
      const { server, oracle, told } = sim;
      const set = (isOn: boolean) => {
        for (const flag of flags) sim.setFault(flag, name, isOn);
      };
      nowAndThen(
        sim,
        (stretchMs) => {
          set(true);
          if (flags.includes('streamShut')) server.dropSockets();
          if (isDeaf) deafFor(sim, name, stretchMs * DEAF_SHARE);
          if (isAsked) askUntil(sim, told.now() + stretchMs);
          oracle.block(name, told.now());
        },
        () => {
          set(false);
          oracle.unblock(name, told.now());
        },
      );
    },
  };
}

function deafFor({ setFault, told }: Sim, reason: string, ms: number): void {
  setFault('deaf', reason, true);
  told.after(ms, () => setFault('deaf', reason, false));
}

function askUntil({ server: { faults } }: Sim, untilMs: number): void {
  faults.pausedUntilMs = Math.max(faults.pausedUntilMs ?? 0, untilMs);
}

/** In all of them the home turns over once a day; the stream alone tells of it, where it speaks. */
export const PAUSES: readonly Fault[] = [
  pause({ name: 'a pause is asked for', flags: [], isAsked: true }),
  pause({ name: 'a pause, and the stream shut', flags: ['streamShut'], isAsked: true }),
  pause({ name: 'deaf in a pause', flags: [], isAsked: true, isDeaf: true }),
  pause({ name: 'another app uses up the budget', flags: ['pagingSpent'] }),
  pause({ name: '206, and the stream shut', flags: ['rebuildingAll', 'streamShut'] }),
];
