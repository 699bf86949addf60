/** `/wall/:ward`. */
import { useEffect } from 'react';
import { useWard } from '../link/ward-feed.ts';
import { honourFreeze } from './freeze.ts';
import { Wall } from './wall.tsx';

export function WallPage({ ward }: { readonly ward: string }) {
  useEffect(honourFreeze, []);
  return <Wall ward={ward} {...useWard('wall', ward)} />;
}
