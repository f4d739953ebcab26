/** Facts about a published model, so that rbassist does not need to trust a hub or a disk. */
export interface KnownModel {
  /** Commit that `pullModel` downloads by default. */
  revision: string;
  license: string;
  /** SHA-256 of the files that rbassist uses, in hex. */
  files: Readonly<Record<string, string>>;
}

/** Revisions of MERT with checksums that were published in several independent places. */
export const KNOWN_MODELS: ReadonlyMap<string, KnownModel> = new Map([
  [
    'm-a-p/MERT-v1-95M',
    {
      revision: '12af15fef9d0ac838c3f475bfbbf26d2060dd4f5',
      license: 'cc-by-nc-4.0',
      files: {
        'config.json': 'ea2627c4c7825cd66f3c944b6b966331604c35928174e0100cd4a82829424e32',
        'preprocessor_config.json': 'cc5a5e4a5d3b1a758a5ed984b2eaa15bb0522d811d44a9eed82bfca4baa0dc8f',
        'pytorch_model.bin': 'a2b8b747f72c06e0595aeae41ae5473f4364938c6b39b2c58be38c48e6bd3fcd',
      },
    },
  ],
  [
    'm-a-p/MERT-v1-330M',
    {
      revision: '5240c2708a5acaee1007f43fb9735c7dcd0b78c9',
      license: 'cc-by-nc-4.0',
      files: {
        'config.json': 'a5b40f9db03c84f29e3114abe813a9226178d5437b517d45cd4c2924ac3d0ce0',
        'preprocessor_config.json': 'c623b903eb1967474b27522975cfb81638e265df99aa640d2c0bd87a987ab538',
        'pytorch_model.bin': '0c03774d821a6ad972cb48220b128a10ebea2c790116bd0fd35e5a013f8017f6',
      },
    },
  ],
]);

export function knownSha256(id: string, commit: string, name: string): string | undefined {
  const known = KNOWN_MODELS.get(id);
  return known?.revision === commit ? known.files[name] : undefined;
}
