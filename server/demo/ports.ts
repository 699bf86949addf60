/** The demonstration's ports, looked at before anything is begun: a morning takes a while to play for nothing. */
import { createServer } from 'node:net';

/** @throws Error naming the first that is taken, and what to set. */
export async function portsFree(host: string, ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    await new Promise<void>((resolve, reject) => {
      const holder = createServer();
      holder.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? taken(port) : error));
      holder.listen(port, host, () => holder.close(() => resolve()));
    });
  }
}

const taken = (port: number): Error =>
  new Error(
    `Port ${port} is in use, perhaps by another npm start. End that, or set WARDREADY_PORT to a port that is free with the three after it: WARDREADY_PORT=4200 npm start`,
  );
