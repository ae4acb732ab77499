/** Text of a file with `\n` line ends and no byte order mark, or the 1-based line of the first byte that is not UTF-8. */
export type Decoded = { readonly text: string } | { readonly badLine: number };

export function decodeUtf8(bytes: Uint8Array): Decoded {
  try {
    // TextDecoder drops a byte order mark by default. Line ends are made equal here so that nothing later depends on
    // them; each becomes exactly one `\n`, so line numbers stay those of the file.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n') };
  } catch {
    return { badLine: lineOfFirstBadByte(bytes) };
  }
}

function lineOfFirstBadByte(bytes: Uint8Array): number {
  // A replacement character stands where decoding failed, unless the file itself holds one: compare re-encoded bytes.
  const replaced = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  let at = 0;
  while (at < bytes.length && bytes[at] === replaced[at]) at += 1;
  const before = new TextDecoder('utf-8').decode(bytes.subarray(0, at));
  return before.split(/\r\n?|\n/).length;
}
