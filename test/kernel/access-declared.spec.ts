import 'reflect-metadata';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Query, ResolveField } from '@nestjs/graphql';
import { buildSchema } from 'graphql';
import { AccessGuard } from '../../src/kernel/access/access.guard.js';
import { defineActions } from '../../src/kernel/access/actions.js';
import { describeRequirements } from '../../src/kernel/access/requirement-check.js';
import { Can, declaredRequirements, Public, SignedIn } from '../../src/kernel/access/requirements.js';
import { EVERYTHING } from '../../src/kernel/access/viewer.js';
import { Forbidden } from '../../src/kernel/runtime/domain-error.js';
import type { RequestScope } from '../../src/kernel/runtime/request-scope.js';
import { viewer } from './support/people.js';

defineActions('trial', { look: { zh: '看', en: 'Look' } });

const SCOPE: RequestScope = {
  requestId: 'r',
  locale: 'en',
  viewer: null,
  address: null,
  statements: 0,
  loaders: new Map(),
};

describe('the guard of root fields', () => {
  class Fields {
    @Can('trial.look')
    look(): void {}
    @SignedIn()
    mine(): void {}
    @Public()
    open(): void {}
    undeclared(): void {}
  }
  const guard = new AccessGuard(new Reflector());
  const may = (field: keyof Fields, asker: RequestScope['viewer']): boolean => {
    const context = new ExecutionContextHost(
      [null, {}, { ...SCOPE, viewer: asker }, {}],
      Fields,
      Fields.prototype[field],
    );
    context.setType('graphql');
    return guard.canActivate(context);
  };
  const alice = viewer('7', { 'trial.look': EVERYTHING });

  test('lets through what is declared and met', () => {
    expect([may('open', null), may('mine', alice), may('look', alice)]).toEqual([true, true, true]);
  });

  test('refuses what is not: signed out, without the action, and above all undeclared', () => {
    expect(() => may('mine', null)).toThrow('Sign in first');
    expect(() => may('look', null)).toThrow('Sign in first');
    expect(() => may('look', viewer('8'))).toThrow(Forbidden);
    expect(() => may('undeclared', alice)).toThrow(Forbidden);
  });

  test('an action is held by name only, never by way of a prototype', () => {
    class Odd {
      @Can('constructor')
      odd(): void {}
    }
    const context = new ExecutionContextHost([null, {}, { ...SCOPE, viewer: alice }, {}], Odd, Odd.prototype.odd);
    context.setType('graphql');
    expect(() => guard.canActivate(context)).toThrow(Forbidden);
    (declaredRequirements() as unknown[]).pop();
  });
});

describe('the check at boot', () => {
  const declared = declaredRequirements() as unknown[];
  declared.length = 0;
  const schema = () => buildSchema('type Query { "Looks." look: Int open: Int }');
  class Good {
    @Can('trial.look')
    @Query(() => Number)
    look(): number {
      return 1;
    }
    @Public()
    @Query(() => Number)
    open(): number {
      return 1;
    }
  }
  @Controller()
  class Health {
    @Public()
    @Get('live')
    live(): void {}
  }
  const good = declared.length;
  afterEach(() => {
    declared.length = good;
  });

  test('writes into each description what the field requires, once', () => {
    expect([Good.name, Health.name]).toEqual(['Good', 'Health']);
    const described = describeRequirements(describeRequirements(schema()));
    const fields = described.getQueryType()!.getFields();
    expect(fields['look']!.description).toBe('Looks.\n\nRequires: trial.look');
    expect(fields['open']!.description).toContain('Requires: nothing');
  });

  test('stops for a root field that declares nothing', () => {
    const more = buildSchema('type Query { look: Int open: Int forgotten: Int }');
    expect(() => describeRequirements(more)).toThrow('Query.forgotten');
  });

  test('stops for a declaration on a field resolver, which no guard would honour', () => {
    class Nested {
      @Can('trial.look')
      @ResolveField(() => Number)
      detail(): number {
        return 1;
      }
    }
    expect(() => describeRequirements(schema())).toThrow(`${Nested.name}.detail`);
  });

  test('stops for one on a plain method, and for @Can on a REST route', () => {
    class UseCase {
      @SignedIn()
      execute(): void {}
    }
    expect(() => describeRequirements(schema())).toThrow(`${UseCase.name}.execute`);
    declared.length = good;
    class Rest {
      @Can('trial.look')
      @Get('rows')
      rows(): void {}
    }
    expect(() => describeRequirements(schema())).toThrow(`${Rest.name}.rows`);
  });

  test('stops for an action that nobody defines and for two requirements on one field', () => {
    class Unknown {
      @Can('trial.fly')
      @Query(() => Number)
      fly(): number {
        return 1;
      }
    }
    expect(() => describeRequirements(schema())).toThrow(`${Unknown.name}.fly requires the action trial.fly`);
    declared.length = good;
    class Twice {
      @Public()
      @Can('trial.look')
      @Query(() => Number)
      twice(): number {
        return 1;
      }
    }
    expect(() => describeRequirements(schema())).toThrow(`${Twice.name}.twice declares more than one`);
  });
});
