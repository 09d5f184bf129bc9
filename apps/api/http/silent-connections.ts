/** Connections over which nothing has come. Browsers and proxies open some ahead, and Node counts them as busy. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Answers how to end those that are silent at the call. */
export function silentConnections(server: Server): () => void {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  };
}
