import { setTimeout as sleep } from 'node:timers/promises';
import { Sending } from './sending.mjs';

const CLIENTS = 12;
/** Customers of its own that a client keeps at hand for interactions and deletion requests. */
const MOST_OWN = 20;
/** The second mutation of each client and the first decisions are fixed, so that every run has approvals to look at. */
const FIRST_DELETION = 1;
const SURE_APPROVALS = 3;

/** Clients that write without end until they are told to stop, each one mutation at a time. */
export class Load {
  #company;
  #journal;
  #chance;
  #sending;
  #run;
  #mostEntries;
  #versions;
  #toApprove = [];
  #stopped = false;
  #until = Infinity;
  #clients = [];

  constructor({ company, journal, chance, run, mostEntries }) {
    this.#company = company;
    this.#journal = journal;
    this.#chance = chance;
    this.#sending = new Sending(journal, chance);
    this.#run = run;
    this.#mostEntries = mostEntries;
    this.#versions = new Map(company.hot.map(({ id, version }) => [id, version]));
  }

  start() {
    const { sellers, head } = this.#company;
    for (let client = 0; client < CLIENTS - 1; client += 1)
      this.#clients.push(this.#sell(`${this.#run}-${client}`, sellers[client % sellers.length]));
    this.#clients.push(this.#approve(`${this.#run}-head`, head));
  }

  /** Begins nothing new; what is open is sent again for so many milliseconds at most. */
  async stop(patienceMs) {
    this.#stopped = true;
    this.#until = performance.now() + patienceMs;
    await Promise.all(this.#clients);
  }

  get #over() {
    return this.#stopped || this.#journal.entries.length >= this.#mostEntries;
  }

  async #sell(name, seller) {
    const own = [];
    for (let number = 0; !this.#over; number += 1) {
      const key = `${name}-${number}`;
      const dice = this.#chance.below(100);
      if (dice < 25 || own.length === 0) await this.#create(key, seller, own);
      else if (number === FIRST_DELETION) await this.#askDeletion(key, seller, own);
      else if (dice < 70) await this.#update(key, seller);
      else if (dice < 93) await this.#interact(key, seller, own);
      else await this.#askDeletion(key, seller, own);
      await sleep(this.#chance.below(10));
    }
  }

  async #do(operation, key, { id, person }, input) {
    const entry = this.#journal.open({ key, operation, personId: id, input });
    const payload = await this.#sending.send(person, entry, { until: () => this.#until, mischief: true });
    return { entry, payload };
  }

  async #create(key, seller, own) {
    const input = {
      name: `混沌客户 ${key}`,
      shortName: key,
      phone: `+86 138${this.#chance.between(10000000, 99999999)}`,
    };
    const { payload } = await this.#do('customerCreate', key, seller, input);
    if (payload?.customer) own.push(payload.customer);
    if (own.length > MOST_OWN) own.shift();
  }

  /** All clients change the same few customers; the address carries the key, and the name changes the search words. */
  async #update(key, seller) {
    const { id } = this.#chance.pick(this.#company.hot);
    const name = `大家都要改的客户 ${this.#chance.pick(['甲乙', '丙丁', '戊己庚', 'GTX Pro'])} ${this.#chance.below(1000)}`;
    const input = { customerId: id, expectedVersion: this.#versions.get(id), address: key, name };
    const { payload } = await this.#do('customerUpdate', key, seller, input);
    const seen = payload?.customer?.version ?? payload?.userErrors[0]?.currentVersion ?? 0;
    if (seen > this.#versions.get(id)) this.#versions.set(id, seen);
  }

  async #interact(key, seller, own) {
    const { id } = this.#chance.below(2) === 0 ? this.#chance.pick(this.#company.hot) : this.#chance.pick(own);
    await this.#do('interactionCreate', key, seller, { customerId: id, channel: 'CALL', summary: key });
  }

  async #askDeletion(key, seller, own) {
    const [{ id, version }] = own.splice(this.#chance.below(own.length), 1);
    const { payload } = await this.#do('customerDelete', key, seller, {
      customerId: id,
      expectedVersion: version,
      reason: key,
    });
    if (payload?.approval) this.#toApprove.push({ id: payload.approvalId, version: payload.approval.version });
  }

  /** Approves two of three requests, so that some stay open with their lock. */
  async #approve(name, head) {
    for (let number = 0; !this.#over;) {
      const next = this.#toApprove.shift();
      if (!next) await sleep(50);
      else if (number < SURE_APPROVALS || this.#chance.below(3) > 0) {
        const key = `${name}-${(number += 1)}`;
        const input = { approvalId: next.id, expectedVersion: next.version, comment: key };
        await this.#do('approvalApprove', key, head, input);
      }
    }
  }
}
