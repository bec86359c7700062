export type Setting =
  | "mountain"
  | "sea"
  | "city"
  | "forest"
  | "desert"
  | "field"
  | "river"
  | "portrait"
  | "studio"
  | "poster"
  | "pattern"
  | "arches"
  | "space"
  | "underwater"
  | "room"
  | "watercycle"
  | "solarsystem"
  | "blackboard"
  | "diwali"
  | "holi"
  | "eid"
  | "christmas"
  | "sky"
  | "road";
export type Time = "dawn" | "day" | "sunset" | "night";
export type Weather = "rain" | "snow" | "mist";
export type StyleWord = "line" | "wash" | "flat" | "cinematic" | "render" | "product";

export const SETTING_WORDS: Readonly<Record<Setting, string>> = {
  mountain:
    "mountain, mountains, hill, hills, himalaya, himalayas, peak, ridge, ridges, valley, landscape, pahad, pahaad, pahadi, parvat, ghats, ladakh, munnar, पहाड़, पहाड़ी, पहाड़ों, पर्वत, हिमालय, डोंगर, পাহাড়, மலை, కొండ, ವೆಟ್ಟ",
  sea: "sea, ocean, beach, coast, shore, waves, wave, island, samundar, samudra, sagar, darya, samandar, beachside, goa, समुद्र, समंदर, सागर, बीच, সমুদ্র, கடல், సముద్రం",
  city: "city, skyline, cityscape, town, street, downtown, buildings, mumbai, delhi, bengaluru, kolkata, shahar, shehar, nagar, metropolis, शहर, नगर, सड़क, मुंबई, दिल्ली, শহর, நகரம், నగరం",
  forest: "forest, jungle, woods, woodland, rainforest, जंगल, वन, অরণ্য, காடு, అడవి",
  desert: "desert, dune, dunes, sahara, thar, rajasthan, registan, ret, रेगिस्तान, रेत, राजस्थान, மணல்",
  field:
    "field, fields, meadow, farm, village, garden, grassland, countryside, tea garden, tea gardens, tea estate, chai bagan, flower field, paddy, khet, gaon, gaanv, bagicha, bagh, park, spring, खेत, गांव, गाँव, बाग, बगीचा, গ্রাম, கிராமம்",
  river:
    "river, lake, pond, waterfall, ganga, backwater, backwaters, nadi, jheel, talab, kerala, नदी, झील, तालाब, गंगा, নদী, ஆறு, నది",
  portrait: "portrait, face, headshot, selfie, model, avatar, profile picture, chehra, tasveer, पोर्ट्रेट, चेहरा",
  studio:
    "desk, studio, plinth, podium, still life, tabletop, table, product photo, packshot, pedestal, मेज, मेज़, स्टूडियो",
  poster: "poster, bauhaus, geometric, graphic, banner, flyer, advert, advertisement, cover, पोस्टर, बैनर, विज्ञापन",
  pattern:
    "pattern, rangoli, tiles, tile, mosaic, seamless, block print, wallpaper, alpona, kolam, रंगोली, पैटर्न, কলকা, கோலம்",
  arches:
    "arch, arches, archway, courtyard, architecture, doorway, jaipur, staircase, stairs, veranda, आंगन, मेहराब, जयपुर",
  space:
    "outer space, in space, into space, deep space, space scene, galaxy, cosmos, nebula, universe, astronaut, milky way, antariksh, अंतरिक्ष, ब्रह्मांड",
  underwater: "underwater, coral reef, reef, aquarium, deep sea",
  room: "interior, living room, bedroom, in a room, cosy room, kitchen, window, kamra, office, कमरा, रसोई, खिड़की",
  watercycle: "water cycle, evaporation, condensation, jal chakra, jal chakr, जल चक्र, जलचक्र, वाष्पीकरण",
  solarsystem: "solar system, planets, orbits, saur mandal, saurmandal, सौर मंडल, सौरमंडल, ग्रहों",
  blackboard:
    "blackboard, chalkboard, classroom, school, lesson, worksheet, diagram, kaksha, vidyalaya, teacher, maths, mathematics, कक्षा, विद्यालय, स्कूल, शिक्षक, गणित, पाठशाला",
  diwali: "diwali, deepawali, deepavali, divali, dhanteras, festival of lights, दिवाली, दीवाली, दीपावली, தீபாவளி, దీపావళి",
  holi: "holi, gulaal, colour powder, color powder, होली, गुलाल",
  eid: "eid, ramadan, ramzan, iftar, ईद, रमज़ान, रमजान",
  christmas: "christmas, xmas, santa, क्रिसमस",
  sky: "sky, clouds, cloud, aasman, akash, badal, uttarayan, makar sankranti, आसमान, आकाश, बादल, उत्तरायण, मकर संक्रांति, আকাশ, வானம்",
  road: "road, highway, route, journey, raasta, rasta, रास्ता",
};

export const TIME_WORDS: Readonly<Record<Time, string>> = {
  dawn: "dawn, sunrise, morning, early morning, subah, savera, bhor, daybreak, सुबह, सवेरा, सवेरे, भोर, सूर्योदय, সকাল, காலை",
  day: "day, noon, midday, afternoon, daylight, sunny, dopahar, din, summer, garmi, दोपहर, दिन, धूप, गर्मी",
  sunset:
    "sunset, dusk, evening, twilight, golden hour, golden light, shaam, sham, sandhya, suryast, autumn, शाम, संध्या, सूर्यास्त, গোধূলি, সূর্যাস্ত, संध्याकाळ, மாலை, సూర్యాస్తమయం",
  night:
    "night, midnight, moonlight, moonlit, moon, stars, starry, neon, nocturnal, raat, raatri, chaand, chand, taare, रात, रात्रि, चांद, चाँद, तारे, রাত, இரவு, రాత్రి",
};

export const WEATHER_WORDS: Readonly<Record<Weather, string>> = {
  rain: "rain, rainy, raining, monsoon, drizzle, storm, baarish, barish, baarish, barsaat, बारिश, वर्षा, मानसून, बरसात, বৃষ্টি, पाऊस, மழை, వర్షం",
  snow: "snow, snowy, snowfall, winter, barf, बर्फ, बर्फ़, सर्दी",
  mist: "mist, misty, fog, foggy, haze, hazy, kohra, dhundh, कोहरा, धुंध, কুয়াশা",
};

export const STYLE_WORDS: Readonly<Record<StyleWord, string>> = {
  line: "line art, line drawing, lineart, ink drawing, sketch, outline, colouring page, coloring page, doodle, रेखाचित्र",
  wash: "watercolour, watercolor, aquarelle, water colour, gouache, वॉटरकलर, जलरंग",
  flat: "flat, flat poster, vector, minimal, minimalist, screen print, bauhaus, geometric, paper cut, papercut, poster illustration",
  cinematic: "cinematic, film still, dramatic, moody, noir, movie",
  render: "3d, three dimensional, clay render, isometric, rounded forms, blender",
  product: "product photograph, product photo, packshot, product shot",
};

/** Words which say where a colour goes: onto the wall behind things. */
export const BACKDROP_WORDS =
  "background, backdrop, wall, paper, deewar, diwar, floor, surface, cloth, पृष्ठभूमि, दीवार, बैकग्राउंड";
/** Words after which the next thing is not wanted. */
export const WITHOUT_WORDS = "no, without, not, bina, bagair, बिना, नहीं";
export const COUNT_WORDS: Readonly<Record<"2" | "3" | "4" | "5", string>> = {
  2: "two, pair, couple, do, दो, 2",
  3: "three, few, some, teen, तीन, 3",
  4: "four, several, chaar, चार, 4",
  5: "five, many, row of, rows of, row, paanch, पांच, पाँच, 5, 6, six, dozen",
};
/** Turns of phrase whose words mean something else than they say. */
export const NOT_MEANT = [
  "depth of field",
  "soft box light",
  "soft box",
  "soft light",
  "soft edges",
  "soft shadows",
  "deep shadows",
  "dark shadows",
  "clean background",
  "natural light",
  "dramatic light",
  "limited palette",
  "line weight",
  "paper texture",
  "light from",
  "side light",
  "tea light",
  "golden bokeh",
  "home made",
  "craft shop",
  "online shop",
  "shop window",
  "story book",
  "hair in a bun",
] as const;
