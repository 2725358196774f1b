import { parentPort, workerData } from 'node:worker_threads';
import { type AssessmentInput, assessPurchases } from '../domain/assess-purchases.js';

// The whole life of the thread that PurchaseAssessor starts.
parentPort?.postMessage(assessPurchases(workerData as AssessmentInput));
