/** Processes beside an SQLite file share its machine, so a process id tells at once whether one still runs. */
import { randomUUID } from 'node:crypto';
import type { Presence } from './presence.js';

/** Those opened by this process: the others with its id were another process's before it. */
const ours = new Set<string>();

export function sqlitePresence(): Presence {
  const owner = `pid-${process.pid}-${randomUUID().slice(0, 8)}`;
  ours.add(owner);
  return {
    owner,
    isRunning: async (other) => isRunning(other),
    end: async () => {
      ours.delete(owner);
    },
  };
}

function isRunning(owner: string): boolean {
  const pid = Number(owner.split('-')[1]);
  if (pid === process.pid) return ours.has(owner);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
