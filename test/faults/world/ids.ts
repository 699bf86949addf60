/** Ids of a simulation: the server’s shape, and no chance in them. */
import type { World } from './world.ts';

/** In the shape of a UUID, sorted by time, and another one each time. */
export function idOf(world: World, name: string, made: number): string {
  const time = world.instant().toString(16).padStart(12, '0');
  const rest = `${made.toString(16).padStart(8, '0')}${[...name].map((one) => one.charCodeAt(0).toString(16)).join('')}`;
  const tail = rest.padEnd(20, '0').slice(0, 20);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6, 18)}`;
}
