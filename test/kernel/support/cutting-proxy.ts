import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** When the connection is cut that sends the watched text: before the server gets it, after it acted but before its answer, or so that it gets it late. */
export type Cut = 'before' | 'after' | 'late';

const LATE_MS = 400;

/** A TCP proxy before the database that cuts connections at a chosen statement. */
export class CuttingProxy {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  /** Cuts still to be made, in order. */
  plan: Cut[] = [];
  cuts = 0;
  watched = 'COMMIT';
  private isFrozen = false;

  private constructor(
    private readonly host: string,
    private readonly port: number,
  ) {
    this.server = createServer((client) => this.serve(client));
  }

  /** Listens; answers the address that leads through it. */
  static async before(databaseUrl: string): Promise<{ proxy: CuttingProxy; url: string }> {
    const url = new URL(databaseUrl);
    const proxy = new CuttingProxy(url.hostname, Number(url.port || 3306));
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    url.hostname = '127.0.0.1';
    url.port = String((proxy.server.address() as AddressInfo).port);
    return { proxy, url: url.toString() };
  }

  /** Ends every connection, as a server that dies does. */
  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Holds everything back without an error, as a frozen server or a dead network does; `false` lets it flow again. */
  freeze(frozen: boolean): void {
    this.isFrozen = frozen;
    for (const socket of this.sockets) socket[frozen ? 'pause' : 'resume']();
  }

  async close(): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(client: Socket): void {
    const upstream = connect(this.port, this.host);
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => this.sockets.delete(socket));
    }
    let hold = false;
    client.on('data', (data) => {
      const cut = data.includes(this.watched) ? this.plan.shift() : undefined;
      if (!cut) return upstream.write(data);
      this.cuts += 1;
      if (cut === 'before') {
        upstream.destroy();
        return client.destroy();
      }
      hold = true;
      if (cut === 'after') return upstream.write(data);
      client.destroy();
      return setTimeout(() => upstream.write(data), LATE_MS);
    });
    upstream.on('data', (data) => {
      if (!hold) return client.write(data);
      client.destroy();
      return upstream.destroy();
    });
    if (this.isFrozen) for (const socket of [client, upstream]) socket.pause();
    client.on('close', () => !hold && upstream.destroy());
    upstream.on('close', () => client.destroy());
  }
}
