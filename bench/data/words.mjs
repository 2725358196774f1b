import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/lib/paths.mjs';

function sampleTexts(name) {
  return JSON.parse(readFileSync(inRoot('samples', 'generated-texts', `${name}.json`), 'utf8'));
}

const { surnames, givenNames, contactTitles } = sampleTexts('people');
const { cities, trades } = sampleTexts('company-parts');
const { channels } = sampleTexts('interactions');

/** Characters that trade names are made of, two each: about 4 000 names, so that one fits some 50 of 200 000 customers. */
const TRADE_CHARACTERS = [
  ...'云帆瑞禾晨岳汇启澜恒溪嘉木远峤星澄博衍鼎景澈朗坤明榆诺凯盛棠拓野文雅庭锦程泽华屿君卓信川安屹',
  ...'利丰源同舟天枢序知遥正合金穗青蓝',
];

const PRODUCTS = ['GTX Basic', 'GTX Pro', 'MG Special', 'MG Advanced', 'GTX Plus Pro', 'GTK 500'];
const PURCHASES = ['新购', '续购', '扩容', '备件', '更换'];
const INTERACTION_CHANNELS = new Set(['VISIT', 'CALL', 'MAIL', 'MESSAGE', 'MEETING', 'EXHIBITION', 'EVENT']);
const TALKS = channels.map(({ channel, texts }) => ({
  channel: INTERACTION_CHANNELS.has(channel) ? channel : 'OTHER',
  texts,
}));

/** A made-up person's name. */
export function personName(random) {
  return random.pick(surnames) + random.pick(givenNames);
}

/** Title and part in the buying decision of a contact. */
export function contactTitle(random) {
  return random.pick(contactTitles);
}

/** Two characters that a made-up company is called by; also what the keyword search is asked for. */
export function tradeName(random) {
  return random.pick(TRADE_CHARACTERS) + random.pick(TRADE_CHARACTERS);
}

/** A made-up company: city, trade name, trade. */
export function company(random) {
  const city = random.pick(cities);
  const trade = random.pick(trades);
  const called = tradeName(random);
  return {
    name: `${city.zh}${called}${trade.zh}有限公司`,
    shortName: called + trade.short,
    city: city.zh,
    industry: trade.industry,
  };
}

/** What a deal is called; whose it is stands beside it. */
export function dealName(random) {
  return `${random.pick(PURCHASES)} ${random.pick(PRODUCTS)}`;
}

/** What was said with somebody at a customer, and how. */
export function talk(random, customer, contact) {
  const { channel, texts } = random.pick(TALKS);
  const summary = random
    .pick(texts)
    .replaceAll('{customer}', customer)
    .replaceAll('{contact}', contact)
    .replaceAll('{product}', random.pick(PRODUCTS));
  return { channel, summary };
}
