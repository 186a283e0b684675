// Texts of the page of indicators.
import { Indicator_Measure } from '../../gen/duikou/progress/v1/progress_service_pb';
import { texts, type Text } from '../../i18n/language';

export const measureLabels: Record<Indicator_Measure, Text> = {
  [Indicator_Measure.UNSPECIFIED]: ['未填报', 'Not stated'],
  [Indicator_Measure.COUNT]: ['数量', 'Count'],
  [Indicator_Measure.RATE]: ['比率', 'Rate'],
};

export const indicatorWords = texts({
  title: ['指标', 'Indicators'],
  lead: ['资金以外要统计的 {n} 项', '{n} things counted besides money'],
  add: ['新增指标', 'New indicator'],
  edit: ['修改指标', 'Change the indicator'],
  none: ['还没有指标', 'There are no indicators yet'],
  noneHint: ['如培训人次、新增就业；有了指标才能登记数量。',
    'Such as persons trained or new jobs; counts are entered for them.'],
  measure: ['数字类型', 'What its figures are'],
  unitText: ['计量单位', 'What is counted'],
  unitHint: ['如：人次、个', 'Such as persons'],
  unitEn: ['英文计量单位', 'The same in English'],
  byLabourForm: ['按劳务输出方式登记', 'Entered by form of labour export'],
  relative: ['与全省平均比较', 'Read against the provincial average'],
  target: ['规划指标', 'Target of the programme'],
  targetNone: ['不对应', 'None'],
});
