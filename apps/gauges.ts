/** Gauges that are read when Prometheus asks; what cannot be told just now is not a number, neither an old value nor a zero. */
import { Gauge, type Registry } from 'prom-client';

type AddGauge = (name: string, help: string, read: () => number | Promise<number>) => void;

export function gaugesOf(registry: Registry): AddGauge {
  return (name, help, read) => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read());
      },
    });
  };
}
