<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>kemai::ActivityBars</name>
    <message>
        <source>Contacts a week, oldest first: %1</source>
        <translation>每周互动次数，从最早一周起：%1</translation>
    </message>
    <message>
        <source>The last 7 days: %1</source>
        <translation>最近 7 日：%1 次</translation>
    </message>
    <message>
        <source>%1 weeks ago: %2</source>
        <translation>%1 周前：%2 次</translation>
    </message>
</context>
<context>
    <name>kemai::Banner</name>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>kemai::CallDesk</name>
    <message>
        <source>The number is theirs now.</source>
        <translation>号码已归到这位客户。</translation>
    </message>
    <message>
        <source>Remembered: not this person.</source>
        <translation>已记住：不是此人。</translation>
    </message>
    <message>
        <source>The call is written.</source>
        <translation>通话已记录。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>接听</translation>
    </message>
</context>
<context>
    <name>kemai::CallWindow</name>
    <message>
        <source>Incoming call</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Put the card away</source>
        <translation>收起来电卡</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>新建客户</translation>
    </message>
    <message>
        <source>Attach…</source>
        <translation>并入…</translation>
    </message>
    <message>
        <source>This number belongs to a customer who is there already</source>
        <translation>这个号码属于已有的客户</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>不是此人</translation>
    </message>
    <message>
        <source>Not this person; the next call does not show them first</source>
        <translation>不是此人；下次来电不再首先显示</translation>
    </message>
    <message>
        <source>Name, pinyin or last four digits</source>
        <translation>姓名、拼音或尾号后四位</translation>
    </message>
    <message>
        <source>Find the caller</source>
        <translation>查找来电人</translation>
    </message>
    <message>
        <source>Note of this call; Ctrl+Enter saves and ends</source>
        <translation>记录这次通话；Ctrl+Enter 保存并结束</translation>
    </message>
    <message>
        <source>Note of this call</source>
        <translation>通话记录</translation>
    </message>
    <message>
        <source>was said not to be</source>
        <translation>曾标为不是此人</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已接通</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>挂断</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒接</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>未接通</translation>
    </message>
</context>
<context>
    <name>kemai::CallWords</name>
    <message>
        <source>Hidden number</source>
        <translation>隐藏号码</translation>
    </message>
    <message>
        <source>Extension %1</source>
        <translation>分机 %1</translation>
    </message>
    <message>
        <source>Maybe %1</source>
        <translation>可能是 %1</translation>
    </message>
    <message>
        <source>Several people share this number</source>
        <translation>多人共用此号码</translation>
    </message>
    <message>
        <source>Unknown number</source>
        <translation>未知号码</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>relation, customer</comment>
        <translation>%2 的%1</translation>
    </message>
    <message>
        <source>queue “%1”</source>
        <translation>队列「%1」</translation>
    </message>
    <message>
        <source>chose %1</source>
        <translation>按键 %1</translation>
    </message>
    <message>
        <source>waited %1</source>
        <translation>等待 %1</translation>
    </message>
    <message>
        <source>family number</source>
        <translation>家庭号码</translation>
    </message>
    <message>
        <source>reception&apos;s number</source>
        <translation>前台号码</translation>
    </message>
    <message>
        <source>switchboard</source>
        <translation>总机</translation>
    </message>
    <message>
        <source>switchboard, extension %1</source>
        <translation>总机，分机 %1</translation>
    </message>
    <message>
        <source>ends like extension %1</source>
        <translation>尾号与分机 %1 相同</translation>
    </message>
    <message>
        <source>a note mentions this number</source>
        <translation>记录中提到过此号码</translation>
    </message>
    <message>
        <source>mentioned in “%1”</source>
        <translation>记录「%1」中提到</translation>
    </message>
    <message>
        <source>stands with the contact “%1”</source>
        <translation>写在联系人「%1」里</translation>
    </message>
    <message>
        <source>stands in “%1”</source>
        <translation>写在「%1」里</translation>
    </message>
    <message>
        <source>owner %1</source>
        <translation>负责人 %1</translation>
    </message>
    <message>
        <source>Press the number of the person who is speaking.</source>
        <translation>按数字键选择正在通话的人。</translation>
    </message>
    <message>
        <source>Find the caller by name or by the last four digits.</source>
        <translation>可按姓名、拼音或尾号查找来电人。</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier call(s) this week; nobody knew the number.</source>
        <translation>
            <numerusform>本周此前来电 %n 次，当时无人认识此号码。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody here has this number yet.</source>
        <translation>资料库中还没有这个号码。</translation>
    </message>
    <message>
        <source>call no. %1 this week</source>
        <translation>本周第 %1 次来电</translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) this week</source>
        <translation>
            <numerusform>本周联系 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Promised: %1</source>
        <translation>承诺：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) overdue</source>
        <translation>
            <numerusform>逾期 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>due since today</source>
        <translation>今天已到期</translation>
    </message>
    <message>
        <source>Outbound call</source>
        <translation>去电</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Open ticket</source>
        <translation>未结工单</translation>
    </message>
    <message>
        <source>Open ticket #%1</source>
        <translation>未结工单 #%1</translation>
    </message>
</context>
<context>
    <name>kemai::ChannelFilter</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n event(s)</source>
        <translation>
            <numerusform>%1，%n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::CommandPalette</name>
    <message>
        <source>Customers, pages, actions</source>
        <translation>客户、页面、操作</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Nothing found. Try a name, pinyin initials or the last four digits.</source>
        <translation>没有找到。可以试试姓名、拼音首字母或手机后四位。</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerHeader</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>未填姓名</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>呼叫</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>归属地</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>还没有号码</translation>
    </message>
    <message>
        <source>Edit the name</source>
        <translation>修改姓名</translation>
    </message>
    <message>
        <source>Edit the company</source>
        <translation>修改公司</translation>
    </message>
    <message>
        <source>Edit the note</source>
        <translation>修改备注</translation>
    </message>
    <message>
        <source>Copy the name</source>
        <translation>复制姓名</translation>
    </message>
    <message>
        <source>Copy the number</source>
        <translation>复制号码</translation>
    </message>
    <message>
        <source>Write to %1</source>
        <translation>写邮件给 %1</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerListModel</name>
    <message>
        <source>Loading</source>
        <translation>正在读取</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerListPanel</name>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>All</source>
        <comment>customers</comment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的客户</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 日内有互动</translation>
    </message>
    <message>
        <source>In contact within the last 7 days</source>
        <translation>最近 7 日内有过互动</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>公海</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>列表顺序</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>最近互动</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 位</translation>
    </message>
    <message>
        <source>first %1 found of %2</source>
        <translation>%2 位中找到前 %1 位</translation>
    </message>
    <message>
        <source>%1 found of %2</source>
        <translation>%2 位中找到 %1 位</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>没有找到「%1」</translation>
    </message>
    <message>
        <source>Only some customers were searched.</source>
        <translation>只在这一部分客户里找过。</translation>
    </message>
    <message>
        <source>Try a part of the name or company, pinyin initials, or the last four digits of a number.</source>
        <translation>可以试试姓名或公司的一部分、拼音首字母，或号码后四位。</translation>
    </message>
    <message>
        <source>Search all customers</source>
        <translation>在全部客户中找</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>新建客户</translation>
    </message>
    <message>
        <source>No customer here</source>
        <translation>这里没有客户</translation>
    </message>
    <message>
        <source>None matches this filter.</source>
        <translation>没有符合这个条件的客户。</translation>
    </message>
    <message>
        <source>Show all customers</source>
        <translation>显示全部客户</translation>
    </message>
    <message>
        <source>No customers yet</source>
        <translation>还没有客户</translation>
    </message>
    <message>
        <source>Import a list you have, or add the first one by hand.</source>
        <translation>导入现有的名单，或者手工新建第一位。</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerPage</name>
    <message>
        <source>Parts of the customer</source>
        <translation>客户的各部分</translation>
    </message>
    <message>
        <source>No customer is chosen</source>
        <translation>没有选中客户</translation>
    </message>
    <message>
        <source>Choose one on the left, or search by name, pinyin, company or number.</source>
        <translation>在左边选一位，或按姓名、拼音、公司、号码搜索。</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>No number, email or address yet</source>
        <translation>还没有号码、邮箱或地址</translation>
    </message>
    <message>
        <source>What imports and calls bring in appears here.</source>
        <translation>导入和通话带来的联系方式会出现在这里。</translation>
    </message>
    <message>
        <source>Opportunities</source>
        <translation>商机</translation>
    </message>
    <message>
        <source>No opportunity yet</source>
        <translation>还没有商机</translation>
    </message>
    <message>
        <source>A deal with this customer appears here with its stage and amount.</source>
        <translation>与这位客户的商机会连同阶段和金额出现在这里。</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>No ticket yet</source>
        <translation>还没有工单</translation>
    </message>
    <message>
        <source>What this customer asks the service for appears here.</source>
        <translation>这位客户提出的服务请求会出现在这里。</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>No attachment yet</source>
        <translation>还没有附件</translation>
    </message>
    <message>
        <source>Files from messages and calls appear here.</source>
        <translation>消息和通话里的文件会出现在这里。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>People</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>written %1</source>
        <translation>原文 %1</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>预计 %1 成交</translation>
    </message>
    <message>
        <source>cause: %1</source>
        <translation>根因：%1</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>还没有号码</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerSide</name>
    <message>
        <source>Tasks</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Contact in 14 weeks</source>
        <translation>互动频度</translation>
    </message>
    <message>
        <source>Double-click to write down what to remember.</source>
        <translation>双击写下要记住的事。</translation>
    </message>
    <message>
        <source>What to do and whom to reach</source>
        <translation>待办与联系方式</translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <translation>没有待办。</translation>
    </message>
    <message>
        <source>No number yet.</source>
        <translation>还没有号码。</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerWords</name>
    <message>
        <source>No name</source>
        <translation>未填姓名</translation>
    </message>
    <message>
        <source>Promise overdue</source>
        <translation>承诺逾期</translation>
    </message>
    <message>
        <source>Won</source>
        <translation>已成交</translation>
    </message>
</context>
<context>
    <name>kemai::CustomersDesk</name>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>新建客户</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>写一条记录</translation>
    </message>
    <message>
        <source>Go to a date</source>
        <translation>跳到日期</translation>
    </message>
</context>
<context>
    <name>kemai::EventWords</name>
    <message>
        <source>Show all</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>(%1 more characters; copy to read them)</source>
        <translation>（还有 %1 个字，复制后可读）</translation>
    </message>
    <message>
        <source>Inbound call</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Outbound call</source>
        <translation>去电</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Ticket #%1</source>
        <translation>工单 #%1</translation>
    </message>
    <message>
        <source>From customer</source>
        <translation>客户发来</translation>
    </message>
    <message>
        <source>Customer → %1</source>
        <translation>客户 → %1</translation>
    </message>
    <message>
        <source>From us</source>
        <translation>我方发出</translation>
    </message>
    <message>
        <source>%1 → customer</source>
        <translation>%1 → 客户</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Recording %1</source>
        <translation>录音 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n event(s)</source>
        <translation>
            <numerusform>%1，%n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Promised: %1</source>
        <translation>承诺 %1</translation>
    </message>
    <message>
        <source>To do: %1</source>
        <translation>待办 %1</translation>
    </message>
    <message>
        <source>promised %1</source>
        <translation>%1 承诺</translation>
    </message>
</context>
<context>
    <name>kemai::ImportPage</name>
    <message>
        <source>Choose the file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>表格 (*.csv *.tsv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Import customers from a CSV file</source>
        <translation>从 CSV 文件导入客户</translation>
    </message>
    <message>
        <source>Drop the file here or choose it. A dry run first shows what would happen; nothing is written before you say so.</source>
        <translation>把文件拖到这里，或者选择文件。先试运行，看看会发生什么；你确认之前不写入任何内容。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>Encoding %1</source>
        <translation>编码 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n 列</numerusform>
        </translation>
    </message>
    <message>
        <source>dry run under way…</source>
        <translation>正在试运行…</translation>
    </message>
    <message>
        <source>dry run: nothing is written yet</source>
        <translation>试运行：尚未写入</translation>
    </message>
    <message>
        <source>importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>undoing…</source>
        <translation>正在撤销…</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>created</source>
        <translation>已新建</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新客户</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>已更新</translation>
    </message>
    <message>
        <source>to update</source>
        <translation>将更新</translation>
    </message>
    <message>
        <source>duplicates, left alone</source>
        <translation>重复，保持不变</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>company</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>email</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>city</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>birthday</source>
        <translation>生日</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列对应</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>The first %1 remarks</source>
        <translation>前 %1 条说明</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Read it as %1</source>
        <translation>按 %1 读取</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>导入完成。</translation>
    </message>
    <message>
        <source>%1 created, %2 updated, %3 rejected.</source>
        <translation>新建 %1，更新 %2，拒绝 %3。</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>撤销导入</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>已撤销。</translation>
    </message>
    <message>
        <source>%1 taken back, %2 put back as they were, %3 kept because somebody has worked on them since.</source>
        <translation>收回 %1 位，恢复 %2 位，保留 %3 位（之后有人改动过）。</translation>
    </message>
    <message>
        <source>Show the customers</source>
        <translation>查看客户</translation>
    </message>
    <message>
        <source>Import %1 customers</source>
        <translation>导入 %1 位客户</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>换一个文件…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>separated by %1</source>
        <translation>以%1分隔</translation>
    </message>
    <message>
        <source>notice</source>
        <translation>提示</translation>
    </message>
</context>
<context>
    <name>kemai::MainWindow</name>
    <message>
        <source>Making the demo company…</source>
        <translation>正在建立演示公司…</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Creating the encrypted store…</source>
        <translation>正在建立加密资料库…</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Search this page</source>
        <translation>在本页搜索</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>撤销上一步</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Follow the system&apos;s theme</source>
        <translation>跟随系统主题</translation>
    </message>
    <message>
        <source>Switch to Chinese</source>
        <translation>切换到英文</translation>
    </message>
    <message>
        <source>Comfortable rows</source>
        <translation>宽松行距</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>紧凑行距</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>标准文字大小</translation>
    </message>
    <message>
        <source>Lock the store</source>
        <translation>锁定资料库</translation>
    </message>
    <message>
        <source>Choose the backup</source>
        <translation>选择备份文件</translation>
    </message>
    <message>
        <source>Kemai backups (*.kemaibak);;All files (*)</source>
        <translation>客脉备份 (*.kemaibak);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Kemai</source>
        <translation>客脉</translation>
    </message>
    <message>
        <source>Search name, company, phone, pinyin</source>
        <translation>搜索姓名、公司、电话、拼音</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Saved on this computer</source>
        <translation>本机保存</translation>
    </message>
    <message>
        <source>Every change is written to the encrypted store on this computer at once. There is no server yet.</source>
        <translation>每次修改都立即写入本机的加密资料库。目前没有连接服务器。</translation>
    </message>
    <message>
        <source>Encrypted · works offline</source>
        <translation>整库加密 · 离线可用</translation>
    </message>
    <message>
        <source>Import customers…</source>
        <translation>导入客户…</translation>
    </message>
</context>
<context>
    <name>kemai::NavigationRail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>kemai::NewCustomerForm</name>
    <message>
        <source>New customer</source>
        <translation>新建客户</translation>
    </message>
    <message>
        <source>A name, a company or a number is enough. Enter moves on.</source>
        <translation>姓名、公司、号码填一项即可。回车到下一项。</translation>
    </message>
    <message>
        <source>One or several, as they are written</source>
        <translation>一个或多个，怎么写都行</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Go back and keep the draft (Esc)</source>
        <translation>返回并保留草稿（Esc）</translation>
    </message>
    <message>
        <source>Not read as a number; it is kept as it is written.</source>
        <translation>读不出号码，将按原样保存。</translation>
    </message>
    <message>
        <source>%1 has this number already</source>
        <translation>%1 已有这个号码</translation>
    </message>
    <message>
        <source>owner %1</source>
        <translation>负责人 %1</translation>
    </message>
    <message>
        <source>last contact %1</source>
        <translation>上次互动 %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>kemai::NoteEditor</name>
    <message>
        <source>Note</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Write a note…   Ctrl+Enter saves</source>
        <translation>记录跟进…   Ctrl+Enter 保存</translation>
    </message>
    <message>
        <source>Edit the note…</source>
        <translation>修改记录…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the note (Ctrl+Enter)</source>
        <translation>保存记录（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>已面谈</translation>
    </message>
    <message>
        <source>Quoted</source>
        <translation>已报价</translation>
    </message>
    <message>
        <source>Sample sent</source>
        <translation>已寄样</translation>
    </message>
    <message>
        <source>Check in: met the customer</source>
        <translation>打卡：已面谈</translation>
    </message>
    <message>
        <source>Check in: sent a quote</source>
        <translation>打卡：已报价</translation>
    </message>
    <message>
        <source>Check in: sent a sample, with a task to ask for feedback in 3 days</source>
        <translation>打卡：已寄样，并建 3 天后跟进反馈的待办</translation>
    </message>
</context>
<context>
    <name>kemai::Pages</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>商机</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Insight</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>管理</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Test the telephone</source>
        <translation>测试电话</translation>
    </message>
</context>
<context>
    <name>kemai::PassphraseField</name>
    <message>
        <source>Hide the passphrase</source>
        <translation>隐藏口令</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>显示口令</translation>
    </message>
</context>
<context>
    <name>kemai::QuickCreate</name>
    <message>
        <source>New customer</source>
        <translation>新建客户</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close and keep the draft (Esc)</source>
        <translation>关闭并保留草稿 (Esc)</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 已保存。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>%1 has this number already</source>
        <translation>%1 已有此号码</translation>
    </message>
    <message>
        <source>owner %1</source>
        <translation>负责人 %1</translation>
    </message>
    <message>
        <source>last contact %1</source>
        <translation>上次互动 %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>kemai::QuickCreateDesk</name>
    <message>
        <source>The customer is saved.</source>
        <translation>客户已保存。</translation>
    </message>
</context>
<context>
    <name>kemai::SearchField</name>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>kemai::StartPage</name>
    <message>
        <source>Four words or more are hard to guess.</source>
        <translation>四个以上的词不容易被猜到。</translation>
    </message>
    <message>
        <source>Type a passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Welcome to Kemai</source>
        <translation>欢迎使用客脉</translation>
    </message>
    <message>
        <source>Customers, timelines and promises, encrypted on this computer. No server needed, and it works offline.</source>
        <translation>客户、时间轴和承诺，加密保存在这台电脑上。不需要服务器，断网也能用。</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>从哪里开始</translation>
    </message>
    <message>
        <source>A demo company</source>
        <translation>演示公司</translation>
    </message>
    <message>
        <source>Believable customers and conversations, to look around</source>
        <translation>逼真的客户和往来记录，先看看怎么用</translation>
    </message>
    <message>
        <source>My own customers</source>
        <translation>我自己的客户</translation>
    </message>
    <message>
        <source>From a CSV file of any spreadsheet or CRM; a dry run first</source>
        <translation>从表格或其他 CRM 导出的 CSV 导入，先试运行</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>空白资料库</translation>
    </message>
    <message>
        <source>An empty store; add or import customers later</source>
        <translation>以后再新建或导入客户</translation>
    </message>
    <message>
        <source>Unlock with</source>
        <translation>用什么解锁</translation>
    </message>
    <message>
        <source>System key store</source>
        <translation>系统钥匙串</translation>
    </message>
    <message>
        <source>Opens when you are signed in</source>
        <translation>登录系统后自动打开</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Asked for each time</source>
        <translation>每次打开时输入</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输入一次</translation>
    </message>
    <message>
        <source>Create the store</source>
        <translation>建立资料库</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Stored in %1</source>
        <translation>保存在 %1</translation>
    </message>
</context>
<context>
    <name>kemai::StatusBar</name>
    <message>
        <source>Search under 1 ms</source>
        <translation>查找不到 1 ms</translation>
    </message>
    <message>
        <source>Search %1 ms</source>
        <translation>查找 %1 ms</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>语言：中文</translation>
    </message>
    <message>
        <source>Switch to Chinese</source>
        <translation>切换到英文</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
</context>
<context>
    <name>kemai::TelephoneTest</name>
    <message>
        <source>Nothing listens here; another Kemai may have this store.</source>
        <translation>没有在监听；可能另一个客脉正在使用这个资料库。</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>This is no number.</source>
        <translation>这不是号码。</translation>
    </message>
    <message>
        <source>Nothing opens tel: links; set a dial command.</source>
        <translation>没有程序打开 tel: 链接；请设置拨号命令。</translation>
    </message>
    <message>
        <source>A call is on; test when it is over.</source>
        <translation>正在通话，请结束后再测试。</translation>
    </message>
</context>
<context>
    <name>kemai::TelephoneTestPage</name>
    <message>
        <source>This computer&apos;s socket</source>
        <translation>本机套接字</translation>
    </message>
    <message>
        <source>A second start hands over</source>
        <translation>第二次启动时转交</translation>
    </message>
    <message>
        <source>The number is read</source>
        <translation>识别号码</translation>
    </message>
    <message>
        <source>The caller is looked up</source>
        <translation>查找来电人</translation>
    </message>
    <message>
        <source>The card is painted</source>
        <translation>显示来电卡</translation>
    </message>
    <message>
        <source>The call is written</source>
        <translation>写入通话</translation>
    </message>
    <message>
        <source>And withdrawn again</source>
        <translation>并撤回</translation>
    </message>
    <message>
        <source>A program that dials</source>
        <translation>拨号程序</translation>
    </message>
    <message>
        <source>Keys in every window</source>
        <translation>全局快捷键</translation>
    </message>
    <message>
        <source>Test the telephone</source>
        <translation>测试电话</translation>
    </message>
    <message>
        <source>Fakes a call the way a telephone system reports one. The card comes up for a moment; what is written is withdrawn again.</source>
        <translation>像电话系统那样模拟一次来电。来电卡会显示片刻，写入的内容随后撤回。</translation>
    </message>
    <message>
        <source>Number that calls</source>
        <translation>来电号码</translation>
    </message>
    <message>
        <source>Fake a call</source>
        <translation>模拟来电</translation>
    </message>
    <message>
        <source>works</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>not tested</source>
        <translation>未测试</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有回应</translation>
    </message>
    <message>
        <source>A call is on its way…</source>
        <translation>正在模拟来电…</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>全部正常。</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) fail.</source>
        <translation>
            <numerusform>%n 步失败。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::TimelineList</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>修改记录</translation>
    </message>
    <message>
        <source>Withdraw note</source>
        <translation>撤下记录</translation>
    </message>
</context>
<context>
    <name>kemai::TimelineView</name>
    <message>
        <source>The timeline could not be read completely.</source>
        <translation>时间轴没有完整读出。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Contacts over time</source>
        <translation>互动频度</translation>
    </message>
    <message>
        <source>Go to a date</source>
        <translation>跳到日期</translation>
    </message>
    <message>
        <source>No contact with this customer yet.</source>
        <translation>和这位客户还没有互动。</translation>
    </message>
    <message>
        <source>Calls, messages and forms appear here by themselves. Write down the first one.</source>
        <translation>来电、消息和表单会自动出现在这里。先记下第一条吧。</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>写记录</translation>
    </message>
    <message>
        <source>Nothing in these channels.</source>
        <translation>所选渠道没有互动。</translation>
    </message>
    <message>
        <source>There is contact in others.</source>
        <translation>其他渠道有互动。</translation>
    </message>
    <message>
        <source>Show all channels</source>
        <translation>显示全部渠道</translation>
    </message>
    <message>
        <source>Take care of it</source>
        <translation>去处理</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n 条互动</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>下个月</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>已面谈</translation>
    </message>
    <message>
        <source>Quoted</source>
        <translation>已报价</translation>
    </message>
    <message>
        <source>Sample sent</source>
        <translation>已寄样</translation>
    </message>
    <message>
        <source>Ask for feedback on the sample</source>
        <translation>跟进样品反馈</translation>
    </message>
</context>
<context>
    <name>kemai::Toast</name>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>kemai::TrayIcon</name>
    <message>
        <source>Kemai</source>
        <translation>客脉</translation>
    </message>
    <message>
        <source>Open Kemai</source>
        <translation>打开客脉</translation>
    </message>
    <message>
        <source>New customer…</source>
        <translation>新建客户…</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>勿扰</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Calls are shown</source>
        <translation>来电会显示</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) came unseen</source>
        <translation>
            <numerusform>%n 个来电未显示</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::UnlockPage</name>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>Opening the store…</source>
        <translation>正在打开资料库…</translation>
    </message>
    <message>
        <source>The store is locked</source>
        <translation>资料库已锁定</translation>
    </message>
    <message>
        <source>Its passphrase opens it. Nothing leaves this computer.</source>
        <translation>输入口令打开。资料不会离开这台电脑。</translation>
    </message>
    <message>
        <source>The system key store opens it when you are signed in.</source>
        <translation>登录系统后由系统钥匙串打开。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Use the system key store</source>
        <translation>用系统钥匙串打开</translation>
    </message>
    <message>
        <source>Stored in %1</source>
        <translation>保存在 %1</translation>
    </message>
</context>
</TS>
