"""The words of Persian times, by the part they play: written as patients do, folded when read."""

from bot.words.moments.tables import Table
from bot.words.moments.units import ONE_AFTER, Part, Unit

_ONES = Table(
    {
        1: "یک,یه,یکی,yek,ye,yeki",
        2: "دو,دوتا,دو تا,do,dota",
        3: "سه,سه تا,se",
        4: "چهار,چار,چهار تا,chahar,char",
        5: "پنج,پنج تا,panj",
        6: "شش,شیش,shesh,shish",
        7: "هفت,haft",
        8: "هشت,hasht",
        9: "نه,noh",
    }
)
_TEENS = Table(
    {
        10: "ده,dah", 11: "یازده,yazdah", 12: "دوازده,davazdah", 13: "سیزده,sizdah", 14: "چهارده,چارده,chahardah",
        15: "پانزده,پونزده,panzdah,punzdah", 16: "شانزده,شونزده,shanzdah", 17: "هفده,هیفده,hefdah",
        18: "هجده,هیجده,هژده,hejdah", 19: "نوزده,nuzdah",
    }
)  # fmt: skip
_TENS = Table({20: "بیست,bist", 30: "سی,si", 40: "چهل,chehel", 50: "پنجاه,panjah", 60: "شصت,shast", 90: "نود,navad"})
_ORDINALS = Table(
    {
        1: "یکم,اول,avval,aval", 2: "دوم,dovom", 3: "سوم,sevom", 4: "چهارم,chaharom", 5: "پنجم,panjom",
        6: "ششم,شیشم,sheshom", 7: "هفتم,haftom", 8: "هشتم,hashtom", 9: "نهم,nohom", 10: "دهم,dahom", 11: "یازدهم",
        12: "دوازدهم", 13: "سیزدهم", 14: "چهاردهم", 15: "پانزدهم,پونزدهم", 16: "شانزدهم,شونزدهم", 17: "هفدهم",
        18: "هجدهم,هیجدهم", 19: "نوزدهم", 20: "بیستم,bistom", 21: "بیست و یکم", 22: "بیست و دوم", 23: "بیست و سوم",
        24: "بیست و چهارم", 25: "بیست و پنجم", 26: "بیست و ششم", 27: "بیست و هفتم", 28: "بیست و هشتم", 29: "بیست و نهم",
        30: "سی‌ام,سی ام", 31: "سی و یکم",
    }
)  # fmt: skip
_COUNTS = _TENS.joined(" و ", _ONES) | _TEENS

TABLES = {
    "day": Table(
        {
            -3: "پس پریروز,پسپریروز",
            -2: "پریروز,پریرو,parirooz,pariruz,pariroz",
            -1: "دیروز,دیرو,روز گذشته,dirooz,diruz,diroz,dirouz",
            0: "امروز,امرو,emrooz,emruz,emroz,emrouz",
            1: "فردا,صبا,farda",
            2: "پس فردا,پس‌فردا,پسون فردا,پس صبا,pasfarda,pas farda",
        }
    ),
    "night": Table(
        {
            -2: "پریشب,پریشو,parishab",
            -1: "دیشب,دیشو,دوشب,شب گذشته,dishab",
            0: "امشب,امشو,emshab",
            1: "فردا شب,فرداشب,farda shab,fardashab",
            2: "پس فردا شب,پس‌فردا شب",
        }
    ),
    "now": Table("الان,همین الان,همین حالا,همین حالی,همی حالی,اکنون,هم اکنون,همین لحظه,alan,hamin alan,hamin hala"),
    "weekday": Table(
        {
            5: "شنبه,شمبه,shanbe,shanbeh",
            6: "یکشنبه,یک شنبه,یه شنبه,یکشمبه,1شنبه,1 شنبه,yekshanbe,yekshanbeh,yek shanbe",
            0: "دوشنبه,دو شنبه,دوشمبه,2شنبه,2 شنبه,doshanbe,doshanbeh,do shanbe",
            1: "سه شنبه,سه‌شنبه,سشنبه,سشمبه,سه شمبه,3شنبه,3 شنبه,seshanbe,se shanbe,seshanbeh",
            2: "چهارشنبه,چهار شنبه,چارشنبه,چهارشمبه,چارشمبه,4شنبه,4 شنبه,chaharshanbe,chahar shanbe,charshanbe,"
            "chaharshanbeh",
            3: "پنجشنبه,پنج شنبه,پنشنبه,پنجشمبه,پنشمبه,5شنبه,5 شنبه,panjshanbe,panj shanbe,panshanbe,panjshanbeh",
            4: "جمعه,jome,jomeh,jomee,jom'e",
        }
    ),
    "part": Table(
        {
            Part.DAWN: "سحر,دم صبح",
            Part.MORNING: "صبح,صبحی,صبح زود,صبحدم,sobh,sobhe zood",
            Part.FORENOON: "قبل از ظهر,پیش از ظهر,چاشت",
            Part.NOON: "ظهر,ظهری,سر ظهر,دم ظهر,zohr",
            Part.AFTERNOON: "بعدازظهر,بعد از ظهر,بعد ظهر,bad az zohr,badazzohr,bade zohr,badaz zohr",
            Part.LATE_AFTERNOON: "عصر,عصری,asr",
            Part.SUNSET: "غروب,دم غروب,ghorub,ghoroob",
            Part.NIGHT: "شب,سر شب,آخر شب,shab",
            Part.AM: "am",
            Part.PM: "pm",
        }
    ),
    "unit": Table(
        {
            Unit.MINUTE: "دقیقه,دیقه,دقه,daghighe,daghigheh,daqiqe,daghe",
            Unit.HOUR: "ساعت,saat,sa'at",
            Unit.DAY: "روز,شب,rooz,ruz,roz,shab",
            Unit.WEEK: "هفته,hafte,hafteh",
            Unit.MONTH: "ماه,برج,mah,maah",
            Unit.YEAR: "سال,sal,saal",
        }
    ),
    # Half of a night is midnight.
    "single": Table({Unit.HOUR: "ساعت,saat,sa'at"}),
    # "دو روزه": for two days now.
    "for_unit": Table({Unit.HOUR: "ساعته", Unit.DAY: "روزه,roozeh,rooze", Unit.WEEK: "هفته‌ست,هفته‌س,هفتس"}),
    "quarter_hour": Table({15: "یه ربع,یک ربع,ربع ساعت,یک ربع ساعت,ye rob", 30: "نیمساعت,nimsaat", 45: "سه ربع"}),
    "minute_word": Table("دقیقه,دیقه,دقه"),
    "count": _COUNTS,
    "hour": _COUNTS.only(1, 24),
    "day_number": _COUNTS.only(1, 31) | _ORDINALS,
    "nth_day": _ORDINALS,
    "jalali": Table(
        {
            1: "فروردین,حمل,farvardin", 2: "اردیبهشت,ثور,ordibehesht", 3: "خرداد,جوزا,khordad",
            4: "تیر,تیرماه,سرطان,tir",
            5: "مرداد,اسد,mordad", 6: "شهریور,سنبله,shahrivar", 7: "مهر,مهرماه,میزان,mehr", 8: "آبان,آبانماه,عقرب,aban",
            9: "آذر,آذرماه,قوس,azar", 10: "دی,دیماه,جدی,dey", 11: "بهمن,بهمنماه,دلو,bahman", 12: "اسفند,حوت,esfand",
        }
    ),
    "gregorian": Table(
        {
            1: "ژانویه,جنوری", 2: "فوریه,فبروری", 3: "مارس,مارچ", 4: "آوریل,اپریل", 5: "می,میماه", 6: "ژوئن",
            7: "ژوئیه,جولای", 8: "آگوست,اوت", 9: "سپتامبر", 10: "اکتبر", 11: "نوامبر", 12: "دسامبر",
        }
    ),
    "fraction": Table({30: "نیم,nim", 15: "ربع,یه ربع,یک ربع,rob"}),
    "half": Table({30: "نیم,نصف,nim"}),
    "and": Table("و,o,va"),
    "to": Table("به,مونده به,مانده به,be"),
    "ago": Table("پیش,قبل,جلوتر,pish,ghabl"),
    "later": Table("دیگه,دیگر,دگه,دگر,dige,digeh"),
    "elapsed": Table("شد,شده,گذشته,gozashte,گذشت,میشه,میشه که,میشد که,که,است که,هست که,اس که"),
    "since": Table("از,az"),
    "about": Table("حدود,حدودا,حدودای,تقریبا,نزدیک,طرفای,hodood,hodude,taghriban"),
    "turn": Table(
        {
            1: "آینده,آتی,پیش رو,ayande",
            ONE_AFTER: "بعد,بعدی,دیگه,دیگر,دگه,دگر,bad,baad,badi,dige,digeh",
            -1: "پیش,قبل,قبلی,گذشته,تیر شده,pish,ghabl,ghabli,gozashte",
        }
    ),
    "this": Table({0: "این,همین,ای,همی,in,hamin"}),
    "period": Table({Unit.WEEK: "هفته,hafte,hafteh", Unit.MONTH: "ماه,برج,mah,maah"}),
    "ezafe": Table("ی,ye,e"),
    "day_word": Table("روز,rooz,ruz,roz"),
    "date_word": Table("روز,تاریخ,مورخ,مورخه,tarikh"),
    "month_word": Table("ماه,mah"),
    "year_word": Table("سال,sal"),
    "nth": Table("ام,م,om"),
    "hour_word": Table("ساعت,ساعتای,ساعتهای,saat,sa'at,saate"),
    "o_clock": Table("بجه,بجی"),
    "at": Table("در,تو,توی,سر,راس,برای,واسه,برا,dar,tu,vase,baraye"),
}  # fmt: skip
