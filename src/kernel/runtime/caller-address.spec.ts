import { CallerAddresses } from './caller-address.js';

const PROXIES = ['10.0.0.5', '192.168.0.0/24', 'fd00::/8'];

function addressOf(remoteAddress: string | undefined, forwarded?: string | string[], trustedProxies = PROXIES) {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded as string };
  return new CallerAddresses({ trustedProxies }).of({ socket: remoteAddress ? { remoteAddress } : {}, headers });
}

describe('CallerAddresses', () => {
  it.each([
    ['nobody is forwarded', '203.0.113.1', undefined, '203.0.113.1'],
    ['a proxy names the caller', '10.0.0.5', '203.0.113.1', '203.0.113.1'],
    ['a proxy of a range', '192.168.0.77', '203.0.113.1', '203.0.113.1'],
    ['a proxy that is seen as a mapped address', '::ffff:10.0.0.5', '203.0.113.1', '203.0.113.1'],
    ['a proxy by IPv6', 'fd00::1', '2001:db8::7', '2001:db8::7'],
    ['two proxies, one behind the other', '10.0.0.5', '203.0.113.1, 192.168.0.3', '203.0.113.1'],
    ['the caller invents one more', '10.0.0.5', '198.51.100.9, 203.0.113.1', '203.0.113.1'],
    ['a stranger invents one', '203.0.113.1', '198.51.100.9', '203.0.113.1'],
    ['a stranger calls itself a proxy', '203.0.113.1', '198.51.100.9, 10.0.0.5', '203.0.113.1'],
    ['what is no address', '10.0.0.5', "203.0.113.1, ' OR 1=1", '10.0.0.5'],
    ['an empty header', '10.0.0.5', '', '10.0.0.5'],
    ['proxies all the way', '10.0.0.5', '192.168.0.1, 192.168.0.2', '192.168.0.1'],
    ['a mapped address', '::ffff:203.0.113.1', undefined, '203.0.113.1'],
    ['a mapped address that is forwarded', '10.0.0.5', '::ffff:203.0.113.1', '203.0.113.1'],
  ])('%s', (_what, remote, forwarded, address) => {
    expect(addressOf(remote, forwarded)).toBe(address);
  });

  it('believes nobody without the setting, and knows no address of a connection that is gone', () => {
    expect(addressOf('10.0.0.5', '203.0.113.1', [])).toBe('10.0.0.5');
    expect(addressOf(undefined, '203.0.113.1')).toBeNull();
  });

  it.each(['10.0.0.5/99', 'fd00::/200', '10.0.0.5/x'])('refuses the range %s by its name', (range) => {
    expect(() => addressOf('10.0.0.5', undefined, [range])).toThrow('TRUSTED_PROXIES');
  });
});
