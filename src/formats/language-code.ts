/** `en` of `en`, `en-GB`, `en_US` or `eng`; null where that is no code, or the language has none of ISO 639-1. */
export function languageCode(tag: string): string | null {
  try {
    const { language } = new Intl.Locale(tag.trim().replaceAll('_', '-'));
    return language.length === 2 ? language : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
