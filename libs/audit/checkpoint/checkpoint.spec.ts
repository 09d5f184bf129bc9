import { EMPTY_ROOT } from '../merkle/tree.js';
import { openCheckpoint, signedCheckpoint } from './checkpoint.js';
import { newSignerKey, readSignerKey, readVerifierKey } from './keys.js';
import { openNote, signedNote } from './note.js';

/** Keys, text and signature of the examples in Go's note package, which others can check with. */
const PETER = {
  verifier: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  signer: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature: '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};

it('signs and opens as the known example does', () => {
  const signer = readSignerKey(`${PETER.signer}\n`);
  expect(signer.verifier.text).toBe(PETER.verifier);
  expect(signer.text).toBe(PETER.signer);
  const note = signedNote(PETER.text, signer);
  expect(note).toBe(`${PETER.text}\n${PETER.signature}`);
  expect(openNote(note, readVerifierKey(PETER.verifier))).toBe(PETER.text);
});

it('passes over signatures of others, and takes none for its own', () => {
  const [own, other] = [newSignerKey('pension.example/ledger'), newSignerKey('witness.example')];
  const note = signedCheckpoint({ size: 7, root: EMPTY_ROOT }, own);
  const witnessed = `${note}${signedCheckpoint({ size: 7, root: EMPTY_ROOT }, other).split('\n\n')[1]}`;
  expect(openCheckpoint(witnessed, own.verifier)).toEqual({ size: 7, root: EMPTY_ROOT });
  expect(() => openCheckpoint(note, other.verifier)).toThrow('NOT_SIGNED');
  // Signed by the witness, but another log's.
  expect(() => openCheckpoint(witnessed, other.verifier)).toThrow(
    expect.objectContaining({ refusal: expect.objectContaining({ code: 'INVALID_SIGNATURE' }) }),
  );
  // Another key of the same name.
  expect(() => openCheckpoint(note, newSignerKey('pension.example/ledger').verifier)).toThrow('NOT_SIGNED');
});

it('refuses what was altered, and what is none', () => {
  const signer = newSignerKey('ledger');
  const note = signedCheckpoint({ size: 12, root: EMPTY_ROOT }, signer);
  const codeOf = (text: string): string => {
    try {
      openCheckpoint(text, signer.verifier);
    } catch (error) {
      return (error as { refusal: { code: string } }).refusal.code;
    }
    return 'opened';
  };
  expect(codeOf(note)).toBe('opened');
  expect(codeOf(note.replace('\n12\n', '\n13\n'))).toBe('INVALID_SIGNATURE');
  expect(codeOf(note.replace(/.{4}\n$/, 'AAA=\n'))).toBe('INVALID_SIGNATURE');
  expect(codeOf('')).toBe('INVALID_NOTE');
  expect(codeOf('ledger\n12\n')).toBe('INVALID_NOTE');
  expect(codeOf(note.replace('— ', '- '))).toBe('INVALID_NOTE');
  expect(codeOf(note.replace('\n12', '\r\n12'))).toBe('INVALID_NOTE');
  for (const changed of [`${note}\n`, `${note} `, note.trimEnd(), note.replace(/=\n$/, '\n'), note.replace(/=\n$/, '==\n')])
    expect([changed, codeOf(changed)]).toEqual([changed, 'INVALID_NOTE']);
  expect(codeOf(signedNote(`ledger\n9999999999999999\n${Buffer.alloc(32).toString('base64')}\n`, signer))).toBe('INVALID_CHECKPOINT');
  expect(codeOf(signedNote('ledger\n12\n', signer))).toBe('INVALID_CHECKPOINT');
  expect(codeOf(signedNote(`ledger\n012\n${Buffer.alloc(32).toString('base64')}\n`, signer))).toBe('INVALID_CHECKPOINT');
  expect(codeOf(signedNote(`other\n12\n${Buffer.alloc(32).toString('base64')}\n`, signer))).toBe('INVALID_CHECKPOINT');
});

it('refuses names and keys that are none, and shows no secret', () => {
  expect(() => newSignerKey('two words')).toThrow('INVALID_KEY_NAME');
  expect(() => newSignerKey('a+b')).toThrow('INVALID_KEY_NAME');
  expect(() => readVerifierKey('PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toThrow('verifier-key-damaged');
  expect(() => readVerifierKey(PETER.signer)).toThrow(/^INVALID_KEY \{"because":"signer-key-given"\}$/);
  expect(() => readVerifierKey(`${PETER.verifier}=`)).toThrow('no-verifier-key');
  const damaged = PETER.signer.replace('AYEK', 'AYEL');
  for (const text of [damaged, PETER.verifier, 'PRIVATE+KEY+x', '']) {
    expect(() => readSignerKey(text)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('AYE') }));
  }
});
