"""The words of Arabic times, by the part they play: written as patients do, folded when read."""

from bot.words.moments.arabic_numbers import COUNTS, MONTHS, ORDINALS, THE_HOURS
from bot.words.moments.tables import Table
from bot.words.moments.units import Part, Unit

_SINGLE = Table(
    {
        Unit.MINUTE: "دقيقة,d2i2a",
        Unit.HOUR: "ساعة,الساعة,sa3a,saa3a",
        Unit.DAY: "يوم,يوما,ليلة,yom,youm,yoom,yawm,nhar",
        Unit.WEEK: "أسبوع,سبوع,أسبوعا,سيمانة,سمانة,osbo3,osboo3,osbou3,usbo3,usboo3,esbo3,isboo3,sbou3,semana,simana",
        Unit.MONTH: "شهر,شهرا,shahr,chhar,chahr",
        Unit.YEAR: "سنة,عام,sana",
    }
)
_PLURAL = Table(
    {
        Unit.MINUTE: "دقائق,دقايق,d2aye2,da2aye2",
        Unit.HOUR: "ساعات,سويعات,سوايع,sa3at,sa3aat",
        Unit.DAY: "أيام,تيام,ليالي,ayam,ayyam,iyam,iyyam",
        Unit.WEEK: "أسابيع,سيمانات,جمعات,asabi3",
        Unit.MONTH: "أشهر,شهور,تشهر,shohour,ashhor",
        Unit.YEAR: "سنين,سنوات,أعوام,عوام,sneen",
    }
)

TABLES = {
    "day": Table(
        {
            -2: "أول أمس,أول امس,اول امبارح,أول مبارح,أول البارحة,اول البارح,ول البارح,ولبارح,أولت امبارح,أولة امبارح,"
            "قبل أمس,قبل امبارح,قبل البارحة,awal ams,awel embare7,awwal mbere7,awal embare7",
            -1: "أمس,امسي,البارحة,البارح,بارح,لبارح,مبارح,امبارح,embare7,embareh,mbare7,mbere7,mbareh,imbare7,imbareh,"
            "ambare7,embere7,lbare7,lbareh,albare7a,elbare7,bare7,ams,2ams,emes",
            0: "اليوم,النهاردة,النهاردا,انهاردة,نهاردة,هاليوم,ليوم,ليوما,اليوما,نهار اليوم,elnaharda,ennaharda,"
            "el naharda,"
            "naharda,nharda,enharda,elyom,el yom,el youm,alyoum,al yom,al yawm,lyoum,lyom",
            1: "غدا,الغد,غد,بكرة,بكرا,باكر,باچر,باجر,باكير,غدوة,غدوا,bokra,bukra,boukra,bokrah,bkra,baker,bacher,"
            "ghadan,"
            "ghodwa,ghedwa,ghudwa,ghedda,ghadda",
            2: "بعد غد,بعد غدا,بعد الغد,بعد بكرة,بعد بكرا,بعد باكر,بعد باجر,بعد باچر,عقب باجر,عقب باچر,عقب باكر,"
            "عكب باجر,"
            "ورا باجر,بعد غدوة,بعد غدوا,عقب بكرة,ba3d bokra,ba3d bukra,b3d bokra",
        }
    ),
    "night": Table({-1: "الليلة الماضية,ليلة أمس,ليلة البارحة,ليلة امبارح", 0: "الليلة,هالليلة,الليلادي,الليلة دي"}),
    "now": Table(
        "الآن,الحين,ألحين,هالحين,ذحين,دحين,ذلحين,هلق,هسه,هسا,هسع,دلوقتي,دلوقت,دلوئتي,دابا,دروك,delwa2ty,delwa2ti,"
        "dilwa2ti,al7een,el7een,el7in,daba,drok,hala2,halla2"
    ),
    "weekday": Table(
        {
            0: "الإثنين,الاتنين,التنين,لتنين,لثنين",
            1: "الثلاثاء,الثلاثا,التلاتا,التلاتاء,لثلاثا,الثلوث",
            2: "الأربعاء,الأربعا,لاربعا,الربوع",
            3: "الخميس,لخميس,khamis,khamees,5amis,5amees,lkhmis,lkhamis",
            4: "الجمعة,jom3a,joum3a,jum3a,jem3a,gom3a,goma3a",
            5: "السبت",
            6: "الأحد,الحد",
        }
    ),
    # Words that mean something else as well: "anybody", "both", "three".
    "bare_weekday": Table(
        {
            0: "اثنين,اتنين,etnein,etnen,tnen,tnein,ithnain,ithnein",
            1: "الثلاث,التلات,ثلاثاء,تلات,تلاتا,talat,talata,tlata,tleta,thalatha",
            2: "الأربع,أربعاء,اربعا,arba3,arbe3a,arb3a,arba3a",
            3: "خميس",
            4: "جمعة",
            5: "سبت,sabt,sebt",
            6: "أحد,حد,لحد,7ad,ahad,a7ad",
        }
    ),
    "part": Table(
        {
            Part.DAWN: "الفجر,فجرا,فجر",
            Part.MORNING: "الصبح,الصباح,صباحا,صباح,صبح,صبيحة,el sob7,elsob7,sob7,sobh,el sobh,subh,saba7an,saba7,"
            "sba7,fsba7",
            Part.FORENOON: "الضحى,ضحى,قبل الظهر,قبل الضهر",
            Part.NOON: "الظهر,ظهرا,الضهر,ظهر,الظهرية,el dohr,dohr,dhohr,el dhohr,el duhr",
            Part.AFTERNOON: "بعد الظهر,بعد الضهر,ba3d el dohr",
            Part.LATE_AFTERNOON: "العصر,العصرية,عصرا,عصر,بعد العصر,العشية,فالعشية,عشية,el 3asr,3asr,el 3aser,3aser,"
            "3achiya,"
            "l3achiya,fel3chiya",
            Part.SUNSET: "المغرب,المغربية,مغرب,قبل المغرب,el maghreb,maghrib",
            Part.EVENING: "المسا,المساء,مساء,مسا,المسيان,بعد المغرب,el masa,masa2an,masa",
            Part.NIGHT: "الليل,ليلا,ليل,بليل,ليلة,العشا,بعد العشا,el leil,leil,lel,belleil,bellil,leilet,lelet",
            Part.AM: "ص,am",
            Part.PM: "م,pm",
        }
    ),
    # "After days" says nothing: one of a unit is said in the singular.
    "single": _SINGLE,
    "unit": _SINGLE | _PLURAL,
    "dual": Table(
        {
            Unit.MINUTE: "دقيقتين,دقيقتان",
            Unit.HOUR: "ساعتين,ساعتان,sa3ten,sa3tein,sa3tain",
            Unit.DAY: "يومين,يومان,يوماين,ليلتين,ليلتان,yomen,yomein,youmein,youmen,yawmein,yomain,yumain",
            Unit.WEEK: "أسبوعين,أسبوعان,سبوعين,سيمانتين,جمعتين,osbo3en,osbo3ein,usbu3ain,usboo3ain",
            Unit.MONTH: "شهرين,شهران,shahrein,shahren,shahrain,chahrin",
            Unit.YEAR: "سنتين,سنتان,عامين,عامان,santen,sentein",
        }
    ),
    "minute_word": Table("دقيقة,دقائق,دقايق"),
    "count": COUNTS,
    "hour": COUNTS.only(1, 12) | THE_HOURS,
    "the_hour": THE_HOURS,
    "day_number": COUNTS.only(1, 31) | ORDINALS,
    "gregorian": MONTHS,
    "fraction": Table({30: "نص,نصف,النصف,النص,noss,nos,nuss,nis", 15: "ربع,الربع,rob3", 20: "ثلث,تلت,الثلث"}),
    "minutes": Table({5: "خمس,خمسة", 10: "عشر,عشرة", 20: "عشرين", 25: "خمسة وعشرين"}),
    "less": Table("إلا,غير,ella,illa,ghir"),
    "one": Table("واحد,واحدة,وحدة"),
    "and": Table("و,w"),
    "past": Table(
        "قبل,قبال,گبل,كبل,چبل,من,منذ,مند,منذو,صارلي,صار لي,صارلها,صار لها,صارله,صار له,صارلو,صرلي,صارلنا,صار,بقالي,"
        "بقالها,"
        "بقاله,بقالنا,بقى لي,مر,مرت,مر علي,مرت علي,مضى,مضت,هادي,هاذي,هادو,qabl,2abl,abl,gabl,gabel,9bel,qbel,gbel,"
        "2abel,"
        "mn,men,min,mundhu,sarli,sarle,sar li,ba2ali,ba2aly,hadi"
    ),
    "future": Table("بعد,ورا,عقب,عگب,عكب,كمان,ba3d,b3d,ba3ed,3ogob,3ugub,kaman"),
    "since": Table("من,منذ,مند,منذو,mn,men,min,mundhu"),
    "about": Table("حوالي,تقريبا,نحو,قرابة,بحدود,حدود,7awali,ta2riban"),
    "turn": Table(
        {
            1: "الجاي,الجاية,جاي,جاية,الجي,الياي,الياية,ياي,القادم,القادمة,قادم,المقبل,المقبلة,القابل,القابلة,الآتي,"
            "الآتية,"
            "اللي جاي,اللي جاية,اللي ياي,اللي ياية,يلي جاي,يلي جاية,لي جاي,لي جاية,لي جايا,الماجي,الماجية,jay,jai,"
            "jaya,jaye,"
            "jayye,jayya,eljay,el jay,eljaye,el jaye,el jaya,gay,gaya,elgay,el gay,el gaya,elgaya,elli jay,li jay,"
            "li jaya",
            -1: "الماضي,الماضية,ماضي,الفائت,الفائتة,الفايت,الفايتة,الفات,الفاتت,فايت,فات,فاتت,الفارط,الفارطة,المنصرم,"
            "اللي فات,اللي فاتت,اللي راح,اللي راحت,اللي طاف,اللي طافت,اللي مضى,اللي مضت,اللي مر,اللي مرت,اللي عدى,"
            "اللي عدت,"
            "يلي فات,يلي فاتت,يلي راح,يلي راحت,يلي مضى,لي فات,لي فاتت,لي دازت,لي داز,اللي داز,اللي دازت,madi,el madi,"
            "elmadi,elli fat,eli fat,elly fat,elli fatet,elly fatet,li fat,li fatet,el fayet,elli ra7,elli ra7et",
        }
    ),
    "this": Table({0: "هذا,هذه,هذي,هاد,هاذ,هاذا,هاذي,هاي,هادا,ه,hal,had,hada"}),
    "this_behind": Table({0: "هذا,هذه,هذي,هاد,هادا,هاذا,هاذي,هاي,ده,دا,دي,ذا,ذي,da,de,di"}),
    "period": Table(
        {
            Unit.WEEK: "الأسبوع,السبوع,لسبوع,أسبوع,السيمانة,السمانة,سيمانة,el osbo3,elosbo3,el usboo3,losbo3,osbo3,"
            "semana",
            Unit.MONTH: "الشهر,لشهر,شهر,elshahr,el shahr,esh shahr,shahr,chhar",
        }
    ),
    "the_month": Table({Unit.MONTH: "الشهر,لشهر,el shahr,elshahr"}),
    "day_word": Table("يوم,نهار,yom,youm,yoom,yawm,nhar"),
    "date_word": Table("يوم,نهار,تاريخ,بتاريخ,tarikh,yom,youm"),
    "month_word": Table("شهر,shahr"),
    "year_word": Table("سنة,عام"),
    "from": Table("من"),
    "article": Table("el,al,il,l"),
    "hour_word": Table("الساعة,ساعة,sa3a,el sa3a,elsa3a,alsa3a,al sa3a,essa3a,issa3a"),
    "at": Table("على,ع,ب,ف,في,عند,مع,3al,3ala,fi,f,ma3,bel"),
}  # fmt: skip
