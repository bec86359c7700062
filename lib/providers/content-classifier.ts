/** How sure the model is that a picture belongs to each class: 0 to 1 each, 1 in all. */
export type ContentScores = { drawing: number; neutral: number; sexy: number; porn: number; hentai: number };

export type Classified = {
  scores: ContentScores;
  /** Name and version of the model, for the record. */
  model: string;
};

/** Looks at a picture before others may see it. */
export type ContentClassifier = {
  /** `picture`: a PNG, JPEG or WebP file of any size. Throws ProviderError when it can't be looked at. */
  classify(picture: Buffer): Promise<Classified>;
};
