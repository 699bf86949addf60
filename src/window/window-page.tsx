/** `/window`. */
import { WardWindow } from './ward-window.tsx';
import { useDemonstration } from './use-window.ts';

export function WindowPage() {
  const { state, away, throwHandle } = useDemonstration();
  return <WardWindow state={state} away={away} onThrow={throwHandle} />;
}
