// The page's words. Levels, channels and regions have their Chinese names from the service.
const WORDS = {
  zh: {
    title: '政务服务好差评', region: '区划', skip: '跳到数据', numbers: '主要数字', all: '全部',
    ratings: '评价总数', today: '今日评价', satisfaction: '满意率', bad: '差评', active: '主动评价', byDefault: '默认评价',
    badShare: '差评率', activeShare: '主动评价率', levels: '评价等级', channels: '评价渠道', regions: '下级区划', agencies: '部门满意率排名(评价最多的20个)',
    agenciesNote: '按满意率95%区间的下限排序;评价少的部门区间宽,不宜比较。',
    curve: { today: '今日每小时评价(红:差评)', '7d': '每天评价(红:差评)', '30d': '每天评价(红:差评)', all: '每天评价(红:差评)' },
    periods: { today: '今日', '7d': '近7天', '30d': '近30天', all: '全部' }, period: '时段',
    csv: '导出CSV', png: '导出图片', theme: { dark: '浅色', light: '深色' }, language: 'English',
    live: '实时', connecting: '正在连接…', stale: (s) => `连接中断,数据停在${s}秒前,正在重连…`,
    exact: (version, time) => `更新于 ${time}(版本 ${version})`,
    basis: '按评价时间(北京时间)统计;满意率=(非常满意+满意+基本满意)÷评价总数,向下取整,有差评就不会显示100%。',
    complaints: '最新差评(电话、证件号码已隐去)', received: '收到时间', place: '区划', why: '原因', level: '等级', noBad: '没有差评',
    none: '无', noRatings: '此时段没有评价', key: '名称', share: '占比', interval: '95%区间', back: '返回', open: (name) => `查看${name}`,
    emptyTitle: '还没有评价', emptyText: '评价器或系统接入后,这里会立即更新。技术人员可用下面的命令发送第一条评价:', few: '评价少', itself: '本级',
    levelNames: { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' },
    channelNames: {},
    curveText: (sum, n) => `共${sum}条评价,${n}个时段`,
  },
  en: {
    title: 'Ratings of government services', region: 'Region', skip: 'Skip to the figures', numbers: 'Main figures', all: 'All',
    ratings: 'Ratings', today: 'Today', satisfaction: 'Satisfaction', bad: 'Bad ratings', active: 'Given actively', byDefault: 'By default',
    badShare: 'bad', activeShare: 'active', levels: 'Levels', channels: 'Channels', regions: 'Regions below', agencies: 'Agencies (the 20 rated most)',
    agenciesNote: 'Ordered by the lower end of the 95 % interval of their satisfaction rate. Where ratings are few it is wide: do not compare.',
    curve: { today: 'Ratings an hour, today (red: bad)', '7d': 'Ratings a day (red: bad)', '30d': 'Ratings a day (red: bad)', all: 'Ratings a day (red: bad)' },
    periods: { today: 'Today', '7d': '7 days', '30d': '30 days', all: 'All' }, period: 'Period',
    csv: 'CSV', png: 'Picture', theme: { dark: 'Light', light: 'Dark' }, language: '中文',
    live: 'Live', connecting: 'Connecting…', stale: (s) => `Cut off: figures are ${s} s old. Connecting again…`,
    exact: (version, time) => `As of ${time} (version ${version})`,
    basis: 'By the time of rating, Asia/Shanghai. Satisfaction = levels 5, 4 and 3 ÷ all, rounded down: with one bad rating it is never 100 %.',
    complaints: 'Latest bad ratings (numbers of people are covered)', received: 'Received', place: 'Region', why: 'Why', level: 'Level', noBad: 'No bad ratings',
    none: 'none', noRatings: 'No ratings in this period', key: 'Name', share: 'Share', interval: '95 % interval', back: 'Back', open: (name) => `Show ${name}`,
    emptyTitle: 'No ratings yet', emptyText: 'Send the first one, and this page moves at once:', few: 'few ratings', itself: 'itself',
    levelNames: { 5: 'Very satisfied', 4: 'Satisfied', 3: 'Basically satisfied', 2: 'Dissatisfied', 1: 'Very dissatisfied' },
    channelNames: {
      PC: 'Computer', MOBILE: 'Mobile', QR: 'QR code', WINDOW_DEVICE: 'Window device', TERMINAL: 'Other terminal in the hall', PHONE: 'Phone',
      SMS: 'SMS', SUPERVISION_POST: 'Supervision post', PAPER: 'Paper',
    },
    curveText: (sum, n) => `${sum} ratings in ${n} periods`,
  },
};

export function words(language) {
  return WORDS[language];
}
