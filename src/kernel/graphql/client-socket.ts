import { WebSocket } from 'ws';

type Sending = Parameters<WebSocket['send']>;
type Told = (error?: Error) => void;

/** What may wait to be read by a client; who leaves more unread is cut off, since it all lies in our memory. */
const MOST_UNREAD_BYTES = 1024 * 1024;

/**
 * The socket of a client. One who has gone away while an answer was on its way is no fault of ours, and graphql-ws would report
 * it as one: whoever sends is told that all went well, and the error goes to the listeners of the socket.
 */
export class ClientSocket extends WebSocket {
  override send(data: Sending[0], options?: Sending[1] | Told, told?: Told): void {
    const tell = typeof options === 'function' ? options : told;
    if (this.bufferedAmount > MOST_UNREAD_BYTES) {
      this.terminate();
      return tell?.();
    }
    super.send(data, typeof options === 'object' ? options : {}, (error) => {
      if (error) this.emit('error', error);
      tell?.();
    });
  }
}
