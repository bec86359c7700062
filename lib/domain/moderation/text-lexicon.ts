/** Words for people that only hurt, in English, Hindi and Hinglish; matched as whole words. Words with an innocent meaning are left to reports. */
export const SLURS = [
  ...[
    "nigger",
    "niggers",
    "nigga",
    "niggas",
    "faggot",
    "faggots",
    "kike",
    "kikes",
    "paki",
    "pakis",
    "wetback",
    "wetbacks",
  ],
  ...["raghead", "ragheads", "towelhead", "towelheads", "gook", "gooks", "tranny", "trannies", "retard", "retards"],
  ...["chinki", "chinkis", "katwa", "katwe", "katua", "katue", "bhangi", "bhangis", "chamar saala", "chuhra", "chuhre"],
  ...["madarchod", "maderchod", "behenchod", "bhenchod", "randi", "randwa", "bhosdike", "bhosdiwale", "gandu"],
  ...["मादरचोद", "बहनचोद", "भेनचोद", "रंडी", "भोसड़ीके", "गांडू", "कटुआ", "कटुए", "भंगी", "चूहड़ा"],
];

/** Threats and calls to hurt oneself, said to somebody. */
export const THREATS = [
  ...[
    "kill yourself",
    "kys",
    "go kill yourself",
    "hang yourself",
    "i will kill you",
    "i'll kill you",
    "i will find you",
  ],
  ...["i'll find you", "i will rape you", "i'll rape you", "you deserve to die", "you should die", "hope you die"],
  ...["i know where you live", "i will burn your house", "burn them all", "gas the", "kill all"],
  ...["jaan se maar dunga", "jaan se maar doonga", "maar dalunga", "maar daalunga", "kaat dalunga", "zinda jala dunga"],
  ...["mar ja", "mar jao tum", "khudkushi kar le", "tujhe dekh lunga", "tera rape"],
  ...["जान से मार दूंगा", "जान से मार दूँगा", "मार डालूंगा", "मार डालूँगा", "काट डालूंगा", "ज़िंदा जला दूंगा", "मर जा", "ख़ुदकुशी कर ले"],
];

/** Phrases in which such words mean nothing bad. */
export const INNOCENT = ["kill all the lights", "kill all lights", "retard timing", "flame retard"];
