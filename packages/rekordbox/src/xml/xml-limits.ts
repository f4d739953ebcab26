/** Limits on an XML file, so that a hostile one can't fill the memory. */
export interface XmlLimits {
  /** Elements inside each other. */
  depth: number;
  /** Bytes of one tag, comment or text. */
  tokenBytes: number;
  /** Bytes of one attribute's value. */
  attributeBytes: number;
  /** Elements directly or indirectly in one track, playlist or other item. */
  itemElements: number;
}

/** Defaults of {@link XmlLimits}. */
export const XML_LIMITS: Readonly<XmlLimits> = {
  depth: 32,
  tokenBytes: 4 << 20,
  attributeBytes: 1 << 20,
  itemElements: 500_000,
};
