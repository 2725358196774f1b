import type { ProcessPublication } from '../use-cases/publish-process.js';
import type { ServiceProcessPublishInput } from './service-process.types.js';

/** The input as the use case takes it: each step with its performer. */
export function publicationOf({ steps, ...input }: ServiceProcessPublishInput): ProcessPublication {
  return {
    ...input,
    steps: steps.map(({ departmentId = null, roleCode = null, ...step }) => ({
      ...step,
      performer: { departmentId, roleCode },
    })),
  };
}
