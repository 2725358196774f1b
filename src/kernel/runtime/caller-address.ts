import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, SettingRefused, type Settings } from './settings.js';

/** An IPv4 address as a socket that listens for both kinds shows it. */
const MAPPED = /^::ffff:(?=\d+\.)/i;

/**
 * Tells the address that a request comes from, HTTP and WebSocket alike: limits per address and the audit must not depend on the
 * transport. A forwarded address is believed only as far as trusted proxies have written it.
 */
@Injectable()
export class CallerAddresses {
  private readonly trusted: BlockList | null;

  constructor(@Inject(SETTINGS) { trustedProxies }: Pick<Settings, 'trustedProxies'>) {
    this.trusted = trustedProxies.length > 0 ? listOf(trustedProxies) : null;
  }

  /** The address next to the last trusted proxy; null when the connection is gone. */
  of({
    socket,
    headers,
  }: Pick<IncomingMessage, 'headers'> & { readonly socket: { remoteAddress?: string } }): string | null {
    const { remoteAddress } = socket;
    if (remoteAddress === undefined) return null;
    let address = remoteAddress.replace(MAPPED, '');
    if (!this.trusted) return address;
    for (const hop of hopsOf(headers['x-forwarded-for'])) {
      if (!this.isTrusted(address) || isIP(hop) === 0) return address;
      address = hop;
    }
    return address;
  }

  private isTrusted(address: string): boolean {
    return this.trusted!.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
}

/** What the proxies wrote, the nearest one first. */
function hopsOf(forwarded: string | string[] | undefined): string[] {
  const hops = forwarded === undefined ? [] : String(forwarded).split(',');
  return hops.map((hop) => hop.trim().replace(MAPPED, '')).reverse();
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    try {
      if (bits === undefined) list.addAddress(address, family);
      else list.addSubnet(address, Number(bits), family);
    } catch {
      throw new SettingRefused(`TRUSTED_PROXIES must hold IP addresses or ranges, not "${range}".`);
    }
  }
  return list;
}
