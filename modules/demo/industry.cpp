// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/industry.h"

using namespace Qt::StringLiterals;

namespace kemai::demo {

namespace {

using T = const char16_t *;

constexpr T educationWords[] = {u"教育科技", u"教育咨询", u"文化教育", u"在线教育"};
constexpr T educationP[] = {u"数学小班课", u"小升初冲刺班", u"英语口语课", u"编程启蒙课", u"物理提升班", u"直播双师课"};
constexpr T educationQ[] = {u"下半年的班型和价格", u"试听课怎么预约", u"小升初政策有没有变化", u"老师能不能固定", u"请假怎么补课", u"多报一科有没有优惠"};
constexpr T educationX[] = {u"直播课卡顿", u"回放看不了", u"作业提交失败", u"课时扣错", u"登录收不到验证码"};
constexpr T educationR[] = {u"用户路由器 DNS 未切换至教育网", u"回放转码排队，已补转", u"附件超过 20 MB，已放宽上限", u"补课登记重复，课时已退回", u"短信通道限流，已切换备用通道"};
constexpr T educationPe[] = {u"maths small class", u"exam sprint course", u"English speaking class", u"coding starter course"};
constexpr T educationQe[] = {u"classes and price for the next term", u"how to book a trial lesson", u"whether the teacher can stay the same"};
constexpr T educationXe[] = {u"Live class stutters", u"Replay does not open", u"Homework upload fails"};
constexpr T educationRe[] = {u"router DNS was not switched", u"transcoding queue, done again", u"attachment above 20 MB, limit raised"};

constexpr T machineWords[] = {u"数控机床", u"精密机械", u"自动化设备", u"智能装备"};
constexpr T machineP[] = {u"五轴机床", u"立式加工中心", u"数控车床", u"龙门铣", u"自动上下料单元", u"主轴维保三年"};
constexpr T machineQ[] = {u"交货期能不能提前", u"主轴转速和精度参数", u"旧机置换怎么折价", u"能否安排试切", u"付款能不能分三期", u"维保包含哪些备件"};
constexpr T machineX[] = {u"开票抬头变更", u"主轴异响", u"伺服报警 E-{n}04", u"刀库换刀卡滞", u"备件发错型号"};
constexpr T machineR[] = {u"客户更名，已重开发票", u"轴承磨损，已更换并做动平衡", u"编码器线松动，已紧固", u"刀套积屑，已清理并加防护", u"仓库贴错标签，已补发"};
constexpr T machinePe[] = {u"five-axis machine", u"vertical machining centre", u"CNC lathe", u"spindle service plan"};
constexpr T machineQe[] = {u"whether delivery can be earlier", u"spindle speed and tolerance", u"payment in three parts"};
constexpr T machineXe[] = {u"Invoice title change", u"Spindle noise", u"Wrong spare part shipped"};
constexpr T machineRe[] = {u"company renamed, invoice issued again", u"bearing worn, replaced and balanced", u"label mixed up in the warehouse, sent again"};

constexpr T medicalWords[] = {u"医疗器械", u"医疗科技", u"生物科技", u"健康科技"};
constexpr T medicalP[] = {u"便携式超声", u"监护仪", u"输液泵", u"检验试剂盒", u"康复训练系统", u"影像工作站"};
constexpr T medicalQ[] = {u"进院试用的流程", u"注册证和检测报告", u"试剂效期和冷链运输", u"能不能先试用一个月", u"招标参数怎么写", u"售后响应时间"};
constexpr T medicalX[] = {u"样品未收到", u"探头图像有条纹", u"报警音量过低", u"耗材批号不符", u"软件无法联网升级"};
constexpr T medicalR[] = {u"快递滞留中转站，已催件", u"探头接口氧化，已更换", u"出厂默认静音档，已远程调整", u"标签打印错位，已换货", u"医院内网未放行域名"};
constexpr T medicalPe[] = {u"portable ultrasound", u"patient monitor", u"infusion pump", u"test kit"};
constexpr T medicalQe[] = {u"the trial in the hospital", u"registration certificate and test report", u"cold chain and expiry"};
constexpr T medicalXe[] = {u"Sample not received", u"Stripes in the image", u"Batch number differs"};
constexpr T medicalRe[] = {u"parcel held at the hub, courier reminded", u"connector oxidised, replaced", u"label misprinted, exchanged"};

constexpr T softwareWords[] = {u"软件", u"信息技术", u"网络科技", u"数据科技"};
constexpr T softwareP[] = {u"标准版 50 席", u"旗舰版增购 80 席", u"接口开发包", u"私有化部署", u"续费一年", u"数据看板模块"};
constexpr T softwareQ[] = {u"接口文档和沙箱账号", u"数据能不能私有化部署", u"和钉钉、企业微信怎么打通", u"年付有没有折扣", u"单点登录支持哪些协议", u"能否导出全部数据"};
constexpr T softwareX[] = {u"合同副本", u"报表导出超时", u"成员邀请邮件收不到", u"接口返回 429", u"手机端闪退"};
constexpr T softwareR[] = {u"已补寄盖章副本", u"单次导出超过 50 万行，已改为后台任务", u"邮件被对方网关拦截，已加白名单", u"轮询过于频繁，已改为回调", u"旧版系统内核不兼容，请升级到 {n}.2"};
constexpr T softwarePe[] = {u"50 seats, standard", u"80 more seats", u"on-premises edition", u"renewal for one year"};
constexpr T softwareQe[] = {u"the API documentation", u"data residency", u"single sign-on", u"a discount for yearly payment"};
constexpr T softwareXe[] = {u"Contract copy", u"Report export times out", u"Invitation mail does not arrive", u"API answers 429"};
constexpr T softwareRe[] = {u"stamped copy sent again", u"export above 500,000 rows, now a background job", u"blocked by their gateway, sender allowed", u"polling too often, switched to callbacks"};

constexpr T tradeWords[] = {u"跨境电商", u"国际贸易", u"进出口", u"电子商务"};
constexpr T tradeP[] = {u"独立站搭建", u"海外仓头程", u"亚马逊代运营", u"红人推广套餐", u"清关服务", u"多语言客服包"};
constexpr T tradeQ[] = {u"旺季头程的时效", u"VAT 注册要多久", u"独立站支付通道怎么开", u"退货能不能进海外仓", u"广告投放最低预算", u"FBA 贴标怎么收费"};
constexpr T tradeX[] = {u"货柜延误", u"支付通道被风控", u"库存不同步", u"标签被拒收", u"退款未到账"};
constexpr T tradeR[] = {u"港口拥堵，已改走盐田", u"交易突增触发风控，已提交材料", u"SKU 映射缺失，已补", u"条码尺寸不合规，已重贴", u"银行处理周期，预计 {n} 个工作日"};
constexpr T tradePe[] = {u"store set-up", u"first-leg shipping", u"marketplace operation", u"customs clearance"};
constexpr T tradeQe[] = {u"transit time in peak season", u"how long VAT registration takes", u"returns to the warehouse"};
constexpr T tradeXe[] = {u"Container delayed", u"Payment channel on hold", u"Refund not received"};
constexpr T tradeRe[] = {u"port congestion, rerouted", u"risk check after a peak, papers handed in", u"bank processing, {n} working days"};

constexpr T autoWords[] = {u"新能源汽车销售", u"汽车服务", u"汽车贸易", u"新能源科技"};
constexpr T autoP[] = {u"车队 12 辆", u"纯电 SUV 长续航版", u"家用充电桩", u"置换补贴方案", u"三年保养套餐", u"试驾周末场"};
constexpr T autoQ[] = {u"置换补贴还剩多少", u"充电桩安装要不要物业同意", u"冬天续航打几折", u"金融方案首付最低多少", u"现车颜色有哪些", u"提车要等几周"};
constexpr T autoX[] = {u"App 登录验证码", u"充电枪锁止", u"车机黑屏", u"续航显示异常", u"保险发票缺失"};
constexpr T autoR[] = {u"运营商拦截短信，改语音验证码", u"枪头进水，已更换密封圈", u"系统升级中断，已重刷", u"BMS 校准后恢复", u"保险公司补开电子发票"};
constexpr T autoPe[] = {u"fleet of 12", u"long-range SUV", u"wall box", u"service plan"};
constexpr T autoQe[] = {u"the trade-in bonus", u"delivery time", u"range in winter"};
constexpr T autoXe[] = {u"App login code", u"Charging plug stuck", u"Screen stays black"};
constexpr T autoRe[] = {u"SMS blocked by the carrier, voice code used", u"water in the plug, seal replaced", u"update interrupted, flashed again"};

constexpr T foodWords[] = {u"食品", u"食品贸易", u"餐饮管理", u"农产品"};
constexpr T foodP[] = {u"中秋礼盒", u"渠道订单 300 箱", u"冷冻预制菜", u"酱料定制", u"门店周配", u"试吃装"};
constexpr T foodQ[] = {u"起订量和阶梯价", u"能不能贴牌", u"冷链到门店的费用", u"保质期和检测报告", u"账期能不能到 45 天", u"临期怎么退换"};
constexpr T foodX[] = {u"到货破损", u"少发两箱", u"生产日期不符", u"发票未寄", u"口味与样品不一致"};
constexpr T foodR[] = {u"外箱受潮，已补发并换五层箱", u"装车漏扫，已次日补送", u"两批混装，已换货", u"财务月结后统一寄出", u"配方批次微调，已恢复原配方"};
constexpr T foodPe[] = {u"gift box", u"300 cartons", u"frozen meals", u"custom sauce"};
constexpr T foodQe[] = {u"minimum order and price steps", u"private label", u"shelf life and test report"};
constexpr T foodXe[] = {u"Goods damaged", u"Two cartons missing", u"Production date differs"};
constexpr T foodRe[] = {u"wet carton, replaced", u"missed at loading, delivered next day", u"two batches mixed, exchanged"};

constexpr T propertyWords[] = {u"物业服务", u"物业管理", u"置业", u"商业管理"};
constexpr T propertyP[] = {u"门禁改造", u"停车系统", u"电梯维保", u"写字楼 {n} 层整租", u"保洁外包", u"能耗监测"};
constexpr T propertyQ[] = {u"免租期能有几个月", u"物业费包含哪些", u"改造期间能不能通行", u"车位月租", u"电梯维保响应时间", u"能不能出具能耗报告"};
constexpr T propertyX[] = {u"门禁刷卡失灵", u"地库漏水", u"电梯困人", u"空调不制冷", u"访客系统无法预约"};
constexpr T propertyR[] = {u"控制器掉线，已重启并升级固件", u"防水层老化，已注浆", u"门机皮带松动，已更换", u"主机欠氟，已补", u"证书过期，已更新"};
constexpr T propertyPe[] = {u"access control", u"parking system", u"lift service", u"one floor of offices"};
constexpr T propertyQe[] = {u"the rent-free months", u"what the service fee covers", u"monthly parking"};
constexpr T propertyXe[] = {u"Door card fails", u"Water in the garage", u"Air conditioning too warm"};
constexpr T propertyRe[] = {u"controller offline, restarted", u"sealing aged, repaired", u"refrigerant low, refilled"};

constexpr T logisticsWords[] = {u"物流", u"供应链管理", u"国际货运", u"速运"};
constexpr T logisticsP[] = {u"华东专线", u"仓配一体", u"冷链整车", u"退货仓", u"月结账户", u"大件上楼"};
constexpr T logisticsQ[] = {u"到成都的时效", u"月结额度怎么申请", u"保价怎么算", u"能不能夜间提货", u"双十一前能不能锁舱", u"异常签收怎么处理"};
constexpr T logisticsX[] = {u"运单轨迹停滞", u"签收人不符", u"外包装破损", u"对账金额不一致", u"提货司机未到"};
constexpr T logisticsR[] = {u"分拨中心停电，已恢复中转", u"前台代收，已补录", u"叠放超高，已理赔", u"附加费规则更新，已重算", u"限行绕路，已改派"};
constexpr T logisticsPe[] = {u"east line", u"cold chain truck", u"monthly account", u"returns warehouse"};
constexpr T logisticsQe[] = {u"transit time", u"how insurance is calculated", u"pick-up at night"};
constexpr T logisticsXe[] = {u"Tracking stands still", u"Wrong signature", u"Statement does not match"};
constexpr T logisticsRe[] = {u"power cut at the hub, moving again", u"taken in by the front desk, corrected", u"surcharge rule changed, recalculated"};

constexpr T trainingWords[] = {u"职业教育", u"企业管理咨询", u"人力资源", u"培训"};
constexpr T trainingP[] = {u"实训平台", u"电工取证班", u"内训师课程", u"校企合作班", u"线上题库", u"管理层工作坊"};
constexpr T trainingQ[] = {u"取证考试的时间", u"能不能上门内训", u"学员账号怎么批量开", u"补贴怎么申领", u"实训工位够不够", u"题库多久更新一次"};
constexpr T trainingX[] = {u"学时未同步", u"考试系统黑屏", u"证书姓名错误", u"题库答案有误", u"直播间进不去"};
constexpr T trainingR[] = {u"平台对接延迟，已补传", u"浏览器内核过旧，已换客户端", u"报名表录错，已重制", u"题目已下架修订", u"并发超出套餐，已临时扩容"};
constexpr T trainingPe[] = {u"training platform", u"certificate course", u"workshop for managers", u"question bank"};
constexpr T trainingQe[] = {u"the date of the exam", u"training on site", u"accounts for 200 learners"};
constexpr T trainingXe[] = {u"Hours not synchronised", u"Name on the certificate is wrong", u"Cannot enter the live room"};
constexpr T trainingRe[] = {u"interface was late, sent again", u"typing error, printed again", u"more visitors than the plan allows, raised"};

constexpr Industry all[] = {
    {u"教育", educationWords, {educationP, educationQ, educationX, educationR}, {educationPe, educationQe, educationXe, educationRe}, 700, 12'000},
    {u"数控机床", machineWords, {machineP, machineQ, machineX, machineR}, {machinePe, machineQe, machineXe, machineRe}, 20, 1'200'000},
    {u"医疗器械", medicalWords, {medicalP, medicalQ, medicalX, medicalR}, {medicalPe, medicalQe, medicalXe, medicalRe}, 60, 260'000},
    {u"企业软件", softwareWords, {softwareP, softwareQ, softwareX, softwareR}, {softwarePe, softwareQe, softwareXe, softwareRe}, 40, 180'000},
    {u"跨境电商", tradeWords, {tradeP, tradeQ, tradeX, tradeR}, {tradePe, tradeQe, tradeXe, tradeRe}, 150, 90'000},
    {u"新能源汽车", autoWords, {autoP, autoQ, autoX, autoR}, {autoPe, autoQe, autoXe, autoRe}, 750, 210'000},
    {u"食品", foodWords, {foodP, foodQ, foodX, foodR}, {foodPe, foodQe, foodXe, foodRe}, 250, 45'000},
    {u"物业", propertyWords, {propertyP, propertyQ, propertyX, propertyR}, {propertyPe, propertyQe, propertyXe, propertyRe}, 450, 150'000},
    {u"物流", logisticsWords, {logisticsP, logisticsQ, logisticsX, logisticsR}, {logisticsPe, logisticsQe, logisticsXe, logisticsRe}, 200, 60'000},
    {u"职业培训", trainingWords, {trainingP, trainingQ, trainingX, trainingR}, {trainingPe, trainingQe, trainingXe, trainingRe}, 550, 30'000},
};

constexpr T webForm[] = {
    u"预算范围 {n}–{m} 万；咨询 {p}；备注：{d}方便接电话", u"想了解{p}，{q}？", u"在官网看到{p}，请{d}上午联系，{q}。",
    u"留言：{q}？人数约 {m} 人，希望 {n} 周内确定。", u"预约演示：{p}；期望时间：{d}下午；来源：搜索",
};
constexpr T callIn[] = {
    u"客户来电问{q}，已答复，{d}前发资料。", u"来电确认{p}的安排，关心{q}。情绪平稳，愿意继续谈。", u"{c}来电，对{p}有兴趣，{n} 个同事一起用，让{a}{d}回电。",
    u"问{q}；同时提到竞品报价低 {m}%，已说明差异。", u"回电，{p}数量改为 {m}，其余不变。", u"咨询{p}，主要顾虑是{q}。约{d}再谈。",
};
constexpr T callOut[] = {
    u"电话跟进{p}，对方说在走内部流程，{d}给答复。", u"首次联系，了解到现用方案已到期，对{p}有意向。", u"无人接听，{d}再打。", u"沟通 {n} 分钟，重点谈了{q}；下一步：发方案。",
    u"接通，客户在开会，约{d}下午 {n} 点。", u"确认收到报价，{q}还要再谈。客户预算 {k} 元左右。", u"介绍{p}，客户认可，需要和领导商量。",
};
constexpr T messageIn[] = {
    u"{a}老师，{q}？", u"收到，谢谢！👍", u"方案看过了，{p}这块还想再细化一下。", u"好的，{d}见", u"[图片] 麻烦看一下这个", u"请问{q}？我们这边比较急🙏", u"价格能不能再优惠一点？我们一共 {m} 位。",
    u"已转给我们领导，{d}回复您。", u"[文件] 需求清单 v{n}.xlsx", u"不好意思刚看到，{p}可以的 😊", u"发票抬头按上次的来就行", u"上次说的{p}，什么时候能安排？",
};
constexpr T messageOut[] = {
    u"您好，{p}的资料已发您，有问题随时找我。", u"关于{q}，我整理了一份说明，请查收。", u"好的，已为您登记，{d}给您答复。", u"[文件] {p}方案 v{n}.pdf", u"{c}您好，{d}下午 {n} 点方便通话吗？",
    u"这边确认过了，可以安排，预计 {n} 个工作日。", u"优惠后 {k} 元，含税含服务，有效期到{d}。", u"收到，马上处理。", u"📌 提醒：{d}的{p}已预约成功。",
};
constexpr T visit[] = {
    u"上门拜访，演示了{p}，{n} 人参加，关注{q}。下一步：{n} 天后跟进反馈。", u"现场查看，条件满足{p}的要求，拍照 {n} 张。", u"完成第 {n} 次面谈，客户对{p}满意，等待内部审批。",
    u"拜访{c}，确认需求：{p}；预算 {k} 元；决策人还有一位副总。", u"陪同客户参观样板，反馈良好，{d}出报价。",
};
constexpr T quote[] = {
    u"报价：{p}，合计 {k} 元，含税，有效期 {m} 天。", u"第 {n} 版报价已发，{k} 元，付款方式三三四。", u"按{q}重新核价，{p} {k} 元，交期 {n} 周。",
};
constexpr T note[] = {
    u"下一步：{d}回访，带上{p}的案例。", u"决策链：{c}→财务→总经理；关键在{q}。", u"客户提到预算要等下季度，先保持每 {n} 周一次联系。", u"竞品在谈，报价低 {m}%，我们的优势是服务响应。",
    u"内部确认：{p}可以给 {n} 个点的空间，需要主管批。", u"家里/公司电话都可以，{d}晚上别打。", u"资料已齐：身份证明、盖章申请、{p}清单。",
};
constexpr T signedText[] = {
    u"合同已签，{p}，{k} 元，首付款{d}到账。", u"客户确认下单：{p}，{k} 元。转交付。", u"付款凭证已收，{p}进入实施，{a}负责对接。",
};
constexpr T problem[] = {
    u"客户反映{x}，第 {n} 次出现，情绪着急，已安抚，转工单 #{t}。", u"{x}，影响 {m} 个用户，已建工单 #{t}。", u"来电投诉{x}，要求{d}前解决。工单 #{t}。",
};
constexpr T ticketOpened[] = {u"{x}。已按流程排查，等待{d}结果。", u"现象：{x}；频率：每天 {n} 次；已收集截图。", u"{x}，优先处理，负责人{a}。"};
constexpr T ticketNote[] = {u"重启后无变化，请客户再测一次。", u"已转二线，预计{d}给结论。", u"远程看过，日志正常，怀疑是{r}。", u"客户补充了录屏，时间点对得上。"};
constexpr T ticketSolved[] = {u"根因：{r}", u"已解决：{r}。客户确认恢复。", u"{r}；回访满意，关闭工单。"};
constexpr T care[] = {u"例行回访，使用正常，{p}评价 {n}/5。", u"节日问候，顺带提到{p}，客户有兴趣。", u"满意度回访：响应快，希望{q}。", u"续约提醒：{p} {m} 天后到期。"};

constexpr T webFormE[] = {u"Interested in {p}. Question: {q}. Please call on {d}.", u"Budget about {k}. We would like to know {q}.", u"Demo request: {p}, {m} people, {d} afternoon."};
constexpr T callInE[] = {u"Asked about {q}; answered, papers by {d}.", u"{c} called about {p}; {n} colleagues will use it. Call back on {d}.", u"Wants to change {p} to {m} pieces."};
constexpr T callOutE[] = {u"Followed up on {p}; internal approval until {d}.", u"No answer, trying again on {d}.", u"Talked {n} minutes, mostly about {q}. Next step: proposal.", u"Quote received; {q} is still open."};
constexpr T messageInE[] = {u"Hi {a}, could you tell me {q}?", u"Thanks, got it 👍", u"We have read the proposal, {p} looks fine.", u"See you on {d}!", u"[file] requirements v{n}.xlsx", u"Could the price be a little better? We are {m} people.", u"Forwarded to my manager, answer by {d}."};
constexpr T messageOutE[] = {u"Hello {c}, the papers for {p} are on their way.", u"About {q}: please see the attached note.", u"Noted, I will come back to you by {d}.", u"[file] {p} proposal v{n}.pdf", u"{k} with service, valid until {d}."};
constexpr T visitE[] = {u"On site, showed {p} to {n} people; they care about {q}.", u"Visited {c}: {p} confirmed, budget {k}.", u"Meeting no. {n}: satisfied with {p}, waiting for approval."};
constexpr T quoteE[] = {u"Quote: {p}, {k} in total, valid for {m} days.", u"Version {n} of the quote sent, {k}."};
constexpr T noteE[] = {u"Next: call on {d} with a case for {p}.", u"Decision: {c}, then finance. The key is {q}.", u"Competitor is {m}% cheaper; our answer is service.", u"Budget comes next quarter, keep in touch every {n} weeks."};
constexpr T signedE[] = {u"Contract signed: {p}, {k}.", u"Order confirmed: {p}, {k}. Handed over to delivery."};
constexpr T problemE[] = {u"{x}, seen {n} times. Ticket #{t} opened.", u"Reported: {x}; {m} users affected. Ticket #{t}."};
constexpr T ticketOpenedE[] = {u"{x}. Checked by the list, result by {d}.", u"{x}; screenshots collected, owner {a}."};
constexpr T ticketNoteE[] = {u"Restarted, no change. Asked for another test.", u"Second line has it, answer by {d}.", u"Recording received, the times match."};
constexpr T ticketSolvedE[] = {u"Root cause: {r}", u"Solved: {r}. Customer confirmed."};
constexpr T careE[] = {u"Regular check: all well, {p} rated {n}/5.", u"Renewal reminder: {p} ends in {m} days."};

std::span<const T> frames(Step step, bool zh)
{
    switch (step) {
    case Step::WebForm: return zh ? std::span<const T>(webForm) : webFormE;
    case Step::CallIn: return zh ? std::span<const T>(callIn) : callInE;
    case Step::CallOut: return zh ? std::span<const T>(callOut) : callOutE;
    case Step::MessageIn: case Step::ChatIn: case Step::MailIn: return zh ? std::span<const T>(messageIn) : messageInE;
    case Step::MessageOut: case Step::ChatOut: case Step::MailOut: return zh ? std::span<const T>(messageOut) : messageOutE;
    case Step::Visit: return zh ? std::span<const T>(visit) : visitE;
    case Step::Quote: return zh ? std::span<const T>(quote) : quoteE;
    case Step::Note: return zh ? std::span<const T>(note) : noteE;
    case Step::Signed: return zh ? std::span<const T>(signedText) : signedE;
    case Step::Problem: return zh ? std::span<const T>(problem) : problemE;
    case Step::TicketOpened: return zh ? std::span<const T>(ticketOpened) : ticketOpenedE;
    case Step::TicketNote: return zh ? std::span<const T>(ticketNote) : ticketNoteE;
    case Step::TicketSolved: return zh ? std::span<const T>(ticketSolved) : ticketSolvedE;
    case Step::Care: break;
    }
    return zh ? std::span<const T>(care) : careE;
}

void fill(QString &out, QStringView frame, const Phrases &phrases, bool chinese, const Sentence &about, Dice &dice)
{
    for (qsizetype i = 0; i < frame.size(); ++i) {
        if (frame[i] != u'{') {
            out += frame[i];
            continue;
        }
        const char16_t place = frame[i + 1].unicode();
        i += 2;
        switch (place) {
        case u'p': fill(out, dice.of(phrases.products), phrases, chinese, about, dice); break;
        case u'q': fill(out, dice.of(phrases.questions), phrases, chinese, about, dice); break;
        case u'x': fill(out, phrases.problems[about.problem % phrases.problems.size()], phrases, chinese, about, dice); break;
        case u'r': fill(out, phrases.causes[about.problem % phrases.causes.size()], phrases, chinese, about, dice); break;
        case u'n': out += QString::number(dice.between(2, 5)); break;
        case u'm': out += QString::number(dice.between(1, 12) * 5); break;
        case u'k': {
            const QString amount = QString::number(about.amount);
            if (!chinese)
                out += u"USD "_s;
            for (qsizetype k = 0; k < amount.size(); ++k) {
                if (k > 0 && (amount.size() - k) % 3 == 0)
                    out += u',';
                out += amount[k];
            }
            break;
        }
        case u'd': out += about.day; break;
        case u'a': out += about.agent; break;
        case u'c': out += about.customer; break;
        case u't': out += about.ticket; break;
        default: break;
        }
    }
}

constexpr Step newCustomer[] = {Step::WebForm, Step::CallOut, Step::MessageOut, Step::MessageIn, Step::MessageOut, Step::Visit, Step::Quote,
                                Step::CallOut, Step::MessageIn, Step::Signed, Step::MessageOut};
constexpr Step service[] = {Step::Problem, Step::TicketOpened, Step::TicketNote, Step::MessageIn, Step::MessageOut, Step::TicketSolved, Step::Care};
constexpr Step chat[] = {Step::ChatIn, Step::ChatOut, Step::ChatIn, Step::CallOut, Step::MessageIn, Step::MessageOut, Step::Note};
constexpr Step careful[] = {Step::Care, Step::MessageIn, Step::MessageOut, Step::Visit, Step::Note};
constexpr Step mail[] = {Step::MailIn, Step::MailOut, Step::CallOut, Step::Note, Step::MailIn};
constexpr Step renewal[] = {Step::CallOut, Step::Quote, Step::MessageIn, Step::MessageIn, Step::MessageOut, Step::CallIn, Step::Signed};
constexpr Step talk[] = {Step::MessageIn, Step::MessageOut, Step::MessageIn, Step::MessageOut, Step::CallIn, Step::Note};

constexpr Step foreignNew[] = {Step::WebForm, Step::MailOut, Step::MailIn, Step::CallOut, Step::Quote, Step::MailIn, Step::Signed};
constexpr Step foreignService[] = {Step::Problem, Step::TicketOpened, Step::MailIn, Step::TicketNote, Step::MailOut, Step::TicketSolved};
constexpr Step foreignChat[] = {Step::ChatIn, Step::ChatOut, Step::ChatIn, Step::MailOut, Step::Note};

constexpr T coreFirst[] = {u"恒", u"启", u"云", u"百", u"南", u"西", u"光", u"国", u"华", u"盛", u"鼎", u"瑞", u"博", u"远", u"新", u"宏", u"嘉", u"天", u"中", u"金",
                           u"海", u"智", u"联", u"聚", u"信", u"安", u"泰", u"卓", u"锐", u"凯", u"众", u"优", u"方", u"东", u"北", u"润", u"德", u"创", u"朗", u"晟"};
constexpr T coreSecond[] = {u"工", u"明", u"帆", u"川", u"方", u"蜀", u"谷", u"贸", u"达", u"成", u"源", u"泽", u"兴", u"通", u"昌", u"业", u"途", u"拓", u"禾", u"科",
                            u"诺", u"骏", u"航", u"景", u"康", u"美", u"辰", u"丰", u"悦", u"森", u"元", u"合", u"腾", u"汇", u"宇", u"力", u"和", u"凡", u"乐", u"维"};
constexpr T coreThird[] = {u"", u"", u"", u"", u"", u"特", u"隆", u"佳", u"尔", u"莱", u"思", u"邦"};
constexpr T legalForms[] = {u"有限公司", u"有限公司", u"有限公司", u"有限公司", u"有限责任公司", u"股份有限公司", u"（集团）有限公司", u"分公司", u"中心", u"厂"};

constexpr const char *foreignFirst[] = {"Northgate", "Bluewater", "Sunrise", "Harbor", "Summit", "Oakfield", "Silverline", "Redwood", "Brightway", "Evergreen", "Falcon", "Granite", "Lakeside", "Meridian", "Pioneer", "Quantum"};
constexpr const char *foreignSecond[] = {"Robotics", "Trading", "Medical", "Foods", "Logistics", "Systems", "Education", "Motors", "Properties", "Software", "Instruments", "Retail"};
constexpr const char *foreignForm[] = {"Ltd", "LLC", "Inc.", "GmbH", "Pte. Ltd.", "Co., Ltd.", "Pty Ltd"};

} // namespace

std::span<const Industry> industries() { return all; }

QString told(Step step, const Industry &industry, bool chinese, const Sentence &about, Dice &dice)
{
    QString text;
    text.reserve(64);
    const Phrases &phrases = chinese ? industry.chinese : industry.english;
    fill(text, dice.of(frames(step, chinese)), phrases, chinese, about, dice);
    // Now and then somebody writes at length.
    if (dice.perMille(12)) {
        for (int i = dice.between(3, 9); i > 0; --i) {
            text += chinese ? u'\n' : u' ';
            fill(text, dice.of(frames(dice.perMille(500) ? Step::CallOut : Step::Note, chinese)), phrases, chinese, about, dice);
        }
    }
    return text;
}

QString subjectOf(Step step, const Industry &industry, bool chinese, const Sentence &about, Dice &dice)
{
    const Phrases &phrases = chinese ? industry.chinese : industry.english;
    QString text;
    switch (step) {
    case Step::WebForm: fill(text, chinese ? u"{p}预约" : u"Request: {p}", phrases, chinese, about, dice); break;
    case Step::Quote: fill(text, chinese ? u"报价：{p}" : u"Quote: {p}", phrases, chinese, about, dice); break;
    case Step::MailIn: fill(text, chinese ? u"咨询：{p}" : u"Question about {p}", phrases, chinese, about, dice); break;
    case Step::MailOut: fill(text, chinese ? u"回复：{p}" : u"Re: {p}", phrases, chinese, about, dice); break;
    case Step::TicketOpened: case Step::TicketNote: case Step::TicketSolved: fill(text, u"{x}", phrases, chinese, about, dice); break;
    case Step::CallIn: case Step::Problem: text = chinese ? u"400 热线"_s : u"Hotline 400"_s; break;
    case Step::Visit: text = chinese ? u"已面谈"_s : u"Met"_s; break;
    default: break;
    }
    return text;
}

std::span<const Step> storyAt(Dice &dice, bool foreign)
{
    const int draw = dice.below(100);
    if (foreign)
        return draw < 25 ? std::span<const Step>(foreignNew) : draw < 45 ? std::span<const Step>(foreignService) : draw < 70 ? std::span<const Step>(foreignChat) : mail;
    if (draw < 20) return newCustomer;
    if (draw < 38) return service;
    if (draw < 52) return chat;
    if (draw < 62) return careful;
    if (draw < 66) return mail;
    if (draw < 80) return renewal;
    return talk;
}

CompanyText chineseCompany(Dice &dice, const Industry &industry, const QString &cityBrief)
{
    CompanyText company;
    company.core = QString::fromUtf16(dice.of(coreFirst)) + QString::fromUtf16(dice.of(coreSecond)) + QString::fromUtf16(dice.of(coreThird));
    const QStringView word(dice.of(industry.words));
    const QStringView form(dice.of(legalForms));
    // Most names begin with the city, some carry it in brackets, some not at all.
    const int draw = dice.below(10);
    if (draw < 7)
        company.name = cityBrief + company.core + word + form;
    else if (draw < 9 && !form.startsWith(u'（'))
        company.name = company.core + u"（"_s + cityBrief + u"）"_s + word + form;
    else
        company.name = company.core + word + form;
    return company;
}

QString foreignCompany(Dice &dice)
{
    return QString::fromLatin1(dice.of(foreignFirst)) + u' ' + QString::fromLatin1(dice.of(foreignSecond)) + u' ' + QString::fromLatin1(dice.of(foreignForm));
}

} // namespace kemai::demo
