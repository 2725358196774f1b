import { readCompany } from './company.js';
import { SettingRefused } from './settings.js';

describe('readCompany', () => {
  it('stands in Shanghai and counts in yuan unless told otherwise', () => {
    expect(readCompany({})).toEqual({ zone: 'Asia/Shanghai', currency: 'CNY' });
    expect(readCompany({ COMPANY_ZONE: '', COMPANY_CURRENCY: '' })).toEqual({ zone: 'Asia/Shanghai', currency: 'CNY' });
    expect(readCompany({ COMPANY_ZONE: 'America/New_York', COMPANY_CURRENCY: 'USD' })).toEqual({
      zone: 'America/New_York',
      currency: 'USD',
    });
  });

  it.each([
    [{ COMPANY_ZONE: 'Shanghai' }, 'COMPANY_ZONE'],
    [{ COMPANY_ZONE: '+08:00' }, 'COMPANY_ZONE'],
    [{ COMPANY_CURRENCY: 'RMB' }, 'COMPANY_CURRENCY'],
    [{ COMPANY_CURRENCY: 'cny' }, 'COMPANY_CURRENCY'],
  ])('refuses %j and names the setting', (env, name) => {
    expect(() => readCompany(env)).toThrow(SettingRefused);
    expect(() => readCompany(env)).toThrow(name);
  });
});
