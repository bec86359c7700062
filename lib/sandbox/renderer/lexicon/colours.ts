/** Colour words of English, Hindi, Hinglish, and the plainest of Bengali, Marathi, Tamil and Telugu, by the colour they mean. */
export const COLOUR_WORDS: Readonly<Record<string, string>> = {
  "#d2232a":
    "red, crimson, scarlet, vermilion, ruby, cherry, laal, lal, surkh, sindoori, लाल, सुर्ख, লাল, சிவப்பு, ఎరుపు, రెడ్, લાલ, ಕೆಂಪು, ਲਾਲ",
  "#8c1c2c": "maroon, burgundy, wine, mehroon, oxblood, मैरून, महरून",
  "#f07c1e": "orange, tangerine, narangi, naarangi, santri, नारंगी, संतरी, কমলা, नारिंगी, ஆரஞ்சு",
  "#f4921d": "saffron, kesari, kesariya, bhagwa, केसरिया, केसरी, भगवा",
  "#f6cf1f":
    "yellow, lemon yellow, canary, peela, pila, peeli, pili, peele, पीला, पीली, पीले, হলুদ, पिवळा, पिवळी, மஞ்சள், పసుపు, પીળો, ಹಳದಿ",
  "#e0ae24": "mustard, haldi, ochre, sarson, हल्दी, सरसों",
  "#dca52f": "gold, golden, sunehra, sunehri, sunahra, sona, sone, brass, सुनहरा, सुनहरी, सोने, सोनेरी, पीतल",
  "#2c9440": "green, hara, hari, hare, harit, emerald, हरा, हरी, हरे, সবুজ, हिरवा, हिरवी, பச்சை, ఆకుపచ్చ, લીલો, ಹಸಿರು",
  "#7c8a34": "olive, mehendi, mehndi, moss, मेहंदी, मेंहदी",
  "#9bc89a": "sage, mint, pistachio, pista, मिंट",
  "#12807a": "teal, peacock blue, morpankhi, मोरपंखी",
  "#27b3b0": "turquoise, aqua, firozi, feroza, cyan, फिरोज़ी, फिरोजी",
  "#1d5fd0":
    "blue, neela, neeli, neele, nila, nili, nile, cobalt, azure, sapphire, नीला, नीली, नीले, নীল, निळा, निळी, நீலம், நீல, నీలం, વાદળી, ನೀಲಿ, ਨੀਲਾ",
  "#6fb4e8": "sky blue, aasmani, asmani, aasmaani, powder blue, baby blue, आसमानी, आकाशी",
  "#1b2a5e": "navy, indigo, midnight blue, navy blue, नेवी",
  "#7a3fa6": "purple, violet, baingani, jamuni, plum, बैंगनी, जामुनी, বেগুনি, जांभळा, ஊதா, ఊదా",
  "#b79ad8": "lavender, lilac, mauve, लैवेंडर",
  "#f0699b": "pink, gulabi, gulaabi, rani, magenta, fuchsia, गुलाबी, रानी, গোলাপি, இளஞ்சிவப்பு, గులాబీ",
  "#d8a195": "rose gold, blush, nude",
  "#eeb39b": "peach, coral, salmon, aadu, पीच, आड़ू",
  "#c4623c": "terracotta, rust, clay, brick, copper, terra cotta, टेराकोटा, मिट्टी",
  "#c8741a": "amber, honey coloured, caramel",
  "#7d5233": "brown, bhura, bhoora, bhuri, chocolate, tan, wooden, wood, walnut, भूरा, भूरी, भूरे, লকড়ি, तपकिरी",
  "#ead9b8": "beige, cream, ivory, sand coloured, क्रीम, बेज",
  "#f7f5f0": "white, safed, safaid, ujla, marble, सफेद, सफ़ेद, उजला, সাদা, पांढरा, पांढरी, வெள்ளை, తెలుపు, సফેદ, ಬಿಳಿ",
  "#232226": "black, kaala, kaali, kaale, charcoal, काला, काली, काले, কালো, काळा, काळी, கருப்பு, నలుపు",
  "#8b8f94": "grey, gray, slate, silver, steel, slety, chaandi, स्लेटी, धूसर, चांदी",
};

/** How light or strong the following colour is meant. */
export const TONE_WORDS: Readonly<Record<"pale" | "deep", string>> = {
  pale: "pale, light, pastel, soft, halka, halki, halke, हल्का, हल्की, हल्के, पेस्टल",
  deep: "deep, dark, rich, gehra, gehri, gehre, gahra, गहरा, गहरी, गहरे, गाढ़ा",
};
