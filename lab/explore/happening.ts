/** An event. One that stands for all that only a wildcard hears must not be asked for its name: the others have other names. */
import { Refused } from './refused.ts';

export interface Happening {
  readonly type: string;
}

const nameless = new WeakSet<Happening>();
export function anonymous(event: Happening): Happening {
  nameless.add(event);
  return event;
}

/** The event as a guard or an action sees it. */
export function seenBy(says: string, event: Happening): Happening {
  if (!nameless.has(event)) return event;
  const asked = (): never => {
    throw new Refused(
      '',
      `${says} looks at the type of an event that only a wildcard hears, which could be any: name such events in "events"`,
    );
  };
  return new Proxy(event, { get: (of, key) => (key === 'type' ? asked() : Reflect.get(of, key)), ownKeys: asked });
}
