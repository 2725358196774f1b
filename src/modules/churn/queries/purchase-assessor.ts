import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { type Assessment, type AssessmentInput, assessPurchases } from '../domain/assess-purchases.js';

const HERE = import.meta.url;
const SCRIPT = new URL(HERE.endsWith('.ts') ? './assessment-worker.ts' : './assessment-worker.js', HERE);

/** So few customers are fitted here: it takes some tens of milliseconds, as a thread takes to start. */
const MOST_FITTED_HERE = 100;

/** Fits and back-tests in a thread of its own: seconds of computing that must not keep requests waiting. */
@Injectable()
export class PurchaseAssessor {
  /** Throws what the thread throws, and the signal's reason when it is aborted. */
  assess(input: AssessmentInput, signal?: AbortSignal): Promise<Assessment> {
    signal?.throwIfAborted();
    if (input.logs.length <= MOST_FITTED_HERE) return Promise.resolve(assessPurchases(input));
    return new Promise((resolve, reject) => {
      const worker = new Worker(SCRIPT, { workerData: input });
      const stop = (): void => {
        reject(signal?.reason as Error);
        void worker.terminate();
      };
      signal?.addEventListener('abort', stop, { once: true });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => {
        signal?.removeEventListener('abort', stop);
        reject(new Error(`The assessment ended with code ${code} and without a result.`));
      });
    });
  }
}
