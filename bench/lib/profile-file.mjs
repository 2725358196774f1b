import { join } from 'node:path';

/** Where a profile of the server is written, below the bench's folder. */
export function profileFile(home) {
  return join(home, 'server.cpuprofile');
}
