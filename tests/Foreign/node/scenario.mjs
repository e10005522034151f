import { text } from 'node:stream/consumers';

/**
 * Runs one scenario: its input is the JSON on stdin, what it returns is written to stdout as one line of JSON.
 * Whatever it throws ends the process with a stack trace and exit code 1.
 */
export async function scenario(run) {
  const input = JSON.parse(await text(process.stdin));
  const result = await run(input);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** Awaits an answer that must be a refusal and describes it. */
export async function refusalOf(work) {
  try {
    await work;
  } catch (error) {
    return {
      name: error.name,
      code: error.code,
      message: error.message,
      fault: error.$fault,
      status: error.$metadata?.httpStatusCode,
      requestId: error.$metadata?.requestId,
      attempts: error.$metadata?.attempts,
    };
  }

  throw new Error('The service was expected to refuse.');
}
