import { Hash } from '@smithy/hash-node';
import { SignatureV4 } from '@smithy/signature-v4';
import { scenario } from '../scenario.mjs';

// Signs each request as AWS's JavaScript clients do, and returns the headers they would send.
await scenario(async ({ credentials, date, requests }) => ({
  signed: await Promise.all(requests.map(async ({ service, region, uriEscapePath, body, ...request }) => {
    const signer = new SignatureV4({ service, region, credentials, uriEscapePath, sha256: Hash.bind(null, 'sha256') });
    const signed = await signer.sign(
      { protocol: 'https:', ...request, body: body === null ? undefined : Buffer.from(body, 'base64') },
      { signingDate: new Date(date) },
    );
    return signed.headers;
  })),
}));
