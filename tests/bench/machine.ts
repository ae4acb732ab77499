/** The machine that the figures belong to. */
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly system: string;
  /** Processes that wanted to run, averaged over a minute: above 0 before the run, others are in the way. */
  readonly loadAverage: number;
}

export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: totalmem() / 1e9,
    node: process.version,
    system: `${platform()} ${arch()}`,
    loadAverage: loadavg()[0]!,
  };
}

export function describeMachine({ cpu, cores, memoryGb, node, system, loadAverage }: Machine): string {
  const load = `load average ${loadAverage.toFixed(1)} before the run`;
  return `${cpu}, ${cores} cores, ${memoryGb.toFixed(0)} GB, ${system}, Node ${node.slice(1)}, ${load}`;
}
