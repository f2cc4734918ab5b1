<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>kemai::ActModel</name>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>另一个</translation>
    </message>
    <message>
        <source>Kept: %1 &quot;%2&quot;, changed since</source>
        <translation>保留：%1「%2」，之后又改过</translation>
    </message>
    <message>
        <source>Kept: %1, changed since</source>
        <translation>保留：%1，之后又改过</translation>
    </message>
    <message>
        <source>Kept: %1, withdrawn since</source>
        <translation>保留：%1，之后已撤下</translation>
    </message>
    <message>
        <source>Kept: %1, brought back since</source>
        <translation>保留：%1，之后已恢复</translation>
    </message>
    <message>
        <source>Kept: %1 was added since</source>
        <translation>保留：之后又添加了%1</translation>
    </message>
    <message numerus="yes">
        <source>%n created record(s) will be withdrawn</source>
        <translation>
            <numerusform>撤下当时新建的 %n 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) go back to what they were</source>
        <translation>
            <numerusform>%n 个值改回原样</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n withdrawn record(s) come back</source>
        <translation>
            <numerusform>恢复当时撤下的 %n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to take back any more.</source>
        <translation>已经没有可以撤销的内容。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more that stay(s)</source>
        <translation>
            <numerusform>另有 %n 处保留</numerusform>
        </translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Undid a change of %1</source>
        <translation>撤销了%1的变更</translation>
    </message>
    <message>
        <source>Undid a change of %1: %2</source>
        <translation>撤销了%1的变更：%2</translation>
    </message>
    <message>
        <source>Import of a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Added %1</source>
        <translation>新建%1</translation>
    </message>
    <message>
        <source>Added %1: %2</source>
        <translation>新建%1：%2</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <translation>修改%1</translation>
    </message>
    <message>
        <source>Changed %1: %2</source>
        <translation>修改%1：%2</translation>
    </message>
    <message>
        <source>Withdrew %1</source>
        <translation>撤下%1</translation>
    </message>
    <message>
        <source>Withdrew %1: %2</source>
        <translation>撤下%1：%2</translation>
    </message>
    <message>
        <source>Brought %1 back</source>
        <translation>恢复%1</translation>
    </message>
    <message>
        <source>Brought %1 back: %2</source>
        <translation>恢复%1：%2</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 条记录</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::ActPanel</name>
    <message>
        <source>My recent changes</source>
        <translation>我最近的修改</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Nothing changed by you yet.</source>
        <translation>您还没有修改过内容。</translation>
    </message>
    <message>
        <source>Whatever you change in this store stands here, and can be taken back.</source>
        <translation>您在这个资料库里的每次修改都会列在这里，随时可以撤销。</translation>
    </message>
    <message>
        <source>Undo this</source>
        <translation>撤销这一项</translation>
    </message>
    <message>
        <source>Looking what would go back…</source>
        <translation>正在查看会撤回什么…</translation>
    </message>
</context>
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
    <name>kemai::Appearance</name>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Normal contrast</source>
        <translation>普通对比度</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Follow the system&apos;s theme</source>
        <translation>跟随系统主题</translation>
    </message>
    <message>
        <source>Switch to Chinese</source>
        <translation>切换为英文</translation>
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
</context>
<context>
    <name>kemai::AttachmentPanel</name>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>No attachment yet</source>
        <translation>还没有附件</translation>
    </message>
    <message>
        <source>Drop files here, paste a picture, or add them with Ctrl+O.</source>
        <translation>把文件拖到这里、粘贴图片，或按 Ctrl+O 添加。</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>另存副本</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Or drop files here, or paste a picture. Kept encrypted.</source>
        <translation>也可以拖入文件或粘贴图片，均加密保存。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Choose a file to see it here.</source>
        <translation>选一个文件，在这里查看。</translation>
    </message>
    <message>
        <source>No preview of this kind of file. Enter opens it.</source>
        <translation>这类文件没有预览。按 Enter 打开。</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>不在这台电脑上</translation>
    </message>
    <message>
        <source>No file</source>
        <translation>没有文件</translation>
    </message>
    <message>
        <source>Not on this computer yet. Enter fetches it from the office and opens it.</source>
        <translation>文件还不在这台电脑上。按 Enter 从服务器取回并打开。</translation>
    </message>
    <message>
        <source>There is no file to this entry, or your role does not include it.</source>
        <translation>这一条没有文件，或您的角色无权查看。</translation>
    </message>
    <message>
        <source>Fetching %1</source>
        <translation>正在取回 %1</translation>
    </message>
    <message>
        <source>Not on this computer yet, and the office cannot be reached just now. It can be opened once there is a connection.</source>
        <translation>文件还不在这台电脑上，现在连不上服务器。恢复连接后即可打开。</translation>
    </message>
    <message>
        <source>Not on this computer yet: the computer it was added on has still to send it to the office.</source>
        <translation>文件还不在这台电脑上：添加它的电脑还没有上传到服务器。</translation>
    </message>
    <message>
        <source>The file came damaged and was not kept. Enter fetches it once more.</source>
        <translation>收到的文件已损坏，没有保留。按 Enter 重新取回。</translation>
    </message>
    <message>
        <source>Stopped. Enter fetches the rest of it.</source>
        <translation>已停止。按 Enter 继续取回。</translation>
    </message>
    <message>
        <source>The file could not be kept on this computer: is there room on the disk? Enter fetches it once more.</source>
        <translation>文件没能保存到这台电脑，请看看磁盘是否已满。按 Enter 重新取回。</translation>
    </message>
    <message>
        <source>This picture cannot be read. Enter opens it with another program.</source>
        <translation>这张图片读不了。按 Enter 用其他程序打开。</translation>
    </message>
    <message>
        <source>Adding %1</source>
        <translation>正在添加 %1</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>图片 %1</translation>
    </message>
    <message>
        <source>Text %1</source>
        <translation>文本 %1</translation>
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
    <name>kemai::BulkPanel</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Column to change</source>
        <translation>要修改的列</translation>
    </message>
    <message>
        <source>Number of rows, to confirm</source>
        <translation>确认用的行数</translation>
    </message>
    <message>
        <source>Mark %1 rows invalid</source>
        <translation>把 %1 行标为无效</translation>
    </message>
    <message>
        <source>Change %1 rows</source>
        <translation>修改 %1 行</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>New value; empty clears the column</source>
        <translation>新的值；留空则清空这一列</translation>
    </message>
    <message>
        <source>%1 change</source>
        <translation>%1 行会改变</translation>
    </message>
    <message>
        <source>%1 are so already</source>
        <translation>%1 行已是如此</translation>
    </message>
    <message>
        <source>%1 cannot be changed: %2</source>
        <translation>%1 行不能修改：%2</translation>
    </message>
    <message>
        <source>This changes many rows. Type %1 to confirm:</source>
        <translation>这会改动很多行。请输入 %1 确认：</translation>
    </message>
    <message>
        <source>Mark %1 invalid</source>
        <translation>标为无效（%1 行）</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>修改 %1 行</translation>
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
    <message>
        <source>Answer the call</source>
        <translation>接听来电</translation>
    </message>
    <message>
        <source>Hang up or decline</source>
        <translation>挂断或拒接</translation>
    </message>
    <message>
        <source>Caller: not this person</source>
        <translation>来电：不是此人</translation>
    </message>
    <message>
        <source>New customer in three fields</source>
        <translation>三个字段新建客户</translation>
    </message>
    <message>
        <source>Let calls come up again</source>
        <translation>恢复来电弹屏</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>勿扰</translation>
    </message>
    <message>
        <source>In a call: hold, resume</source>
        <translation>通话中：保持、恢复</translation>
    </message>
    <message>
        <source>In a call: transfer with the note</source>
        <translation>通话中：连同备注转接</translation>
    </message>
    <message>
        <source>In a call: conference</source>
        <translation>通话中：会议</translation>
    </message>
    <message>
        <source>In a call: mute, unmute</source>
        <translation>通话中：静音、取消静音</translation>
    </message>
    <message>
        <source>The result of the call is kept.</source>
        <translation>通话结果已保存。</translation>
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
    <message>
        <source>Transfer to which number or extension?</source>
        <translation>转给哪个号码或分机？</translation>
    </message>
    <message>
        <source>Which number or extension joins?</source>
        <translation>邀请哪个号码或分机加入？</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Transfer…</source>
        <translation>转接…</translation>
    </message>
    <message>
        <source>Conference…</source>
        <translation>会议…</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Number or extension</source>
        <translation>号码或分机</translation>
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
        <source>queue &quot;%1&quot;</source>
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
        <source>mentioned in &quot;%1&quot;</source>
        <translation>记录「%1」中提到</translation>
    </message>
    <message>
        <source>stands with the contact &quot;%1&quot;</source>
        <translation>写在联系人「%1」里</translation>
    </message>
    <message>
        <source>stands in &quot;%1&quot;</source>
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
    <message>
        <source>What came of it? The call itself is kept already.</source>
        <translation>这通电话结果如何？通话本身已经记下。</translation>
    </message>
    <message>
        <source>Handed over: %1</source>
        <translation>转来的备注：%1</translation>
    </message>
    <message>
        <source>Handed over by %1</source>
        <translation>%1 转来</translation>
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
    <name>kemai::CleansePage</name>
    <message>
        <source>Clean stored data</source>
        <translation>清洗已存数据</translation>
    </message>
    <message>
        <source>Invisible characters, odd spaces and full-width forms go; numbers, emails and regions are read anew. Nothing that was typed is overwritten by a guess.</source>
        <translation>去掉不可见字符、异常空格和全角写法，重新识别号码、邮箱和地区。人工填写的内容不会被推断值覆盖。</translation>
    </message>
    <message>
        <source>Looking at %1 of %2 customers; nothing is changed yet.</source>
        <translation>正在查看 %1 / %2 位客户，尚未修改任何内容。</translation>
    </message>
    <message>
        <source>%1 values of %2 records would change. Nothing is changed yet.</source>
        <translation>%2 条记录中的 %1 处内容会被清洗，尚未修改任何内容。</translation>
    </message>
    <message>
        <source>Everything is clean: %1 customers were looked at.</source>
        <translation>已查看 %1 位客户，没有需要清洗的内容。</translation>
    </message>
    <message>
        <source>Cleaning: %1 of %2 customers.</source>
        <translation>正在清洗：%1 / %2 位客户。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>完成。</translation>
    </message>
    <message>
        <source>%1 values of %2 records were changed.</source>
        <translation>已清洗 %2 条记录中的 %1 处内容。</translation>
    </message>
    <message>
        <source>Taking it back…</source>
        <translation>正在撤销…</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>已撤销。</translation>
    </message>
    <message>
        <source>%1 values were edited since and stay.</source>
        <translation>%1 处内容之后又被改过，予以保留。</translation>
    </message>
    <message>
        <source>Every value is as it was.</source>
        <translation>所有内容都已恢复原样。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Clean %1 records</source>
        <translation>清洗 %1 条记录</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The first %1 changes</source>
        <translation>前 %1 处改动</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>改动</translation>
    </message>
</context>
<context>
    <name>kemai::ClusterTable</name>
    <message>
        <source>Customers side by side</source>
        <translation>客户对照</translation>
    </message>
</context>
<context>
    <name>kemai::ClusterTableModel</name>
    <message>
        <source>Contacts so far</source>
        <translation>互动次数</translation>
    </message>
    <message>
        <source>Open tasks</source>
        <translation>未完成待办</translation>
    </message>
    <message>
        <source>Opportunities</source>
        <translation>商机</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>已选用</translation>
    </message>
    <message>
        <source>1 · %1 (stays)</source>
        <translation>1 · %1（保留）</translation>
    </message>
</context>
<context>
    <name>kemai::ColumnPanel</name>
    <message>
        <source>Space shows or hides a column, Alt+Up and Alt+Down move it.</source>
        <translation>空格显示或隐藏一列，Alt+↑ 和 Alt+↓ 移动它。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Standard columns</source>
        <translation>恢复标准列</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>kemai::CommandPalette</name>
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
    <message>
        <source>Customers, pages, actions, settings</source>
        <translation>客户、页面、操作、设置</translation>
    </message>
    <message>
        <source>Recent customers</source>
        <translation>最近打开的客户</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerDesk</name>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>已撤销。</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>写笔记</translation>
    </message>
    <message>
        <source>Search in this timeline</source>
        <translation>在时间轴内查找</translation>
    </message>
    <message>
        <source>Add a task</source>
        <translation>添加待办</translation>
    </message>
    <message>
        <source>Add a promise</source>
        <translation>添加承诺</translation>
    </message>
    <message>
        <source>Add a fact</source>
        <translation>添加画像</translation>
    </message>
    <message>
        <source>Call this customer</source>
        <translation>给客户打电话</translation>
    </message>
    <message>
        <source>Save the customer&apos;s history as PDF</source>
        <translation>把客户往来存为 PDF</translation>
    </message>
    <message>
        <source>Print the customer&apos;s history</source>
        <translation>打印客户往来</translation>
    </message>
    <message>
        <source>Edit check-ins and text modules</source>
        <translation>编辑打卡和话术</translation>
    </message>
    <message>
        <source>Go to a date</source>
        <translation>跳到日期</translation>
    </message>
    <message>
        <source>Check in: %1</source>
        <translation>打卡：%1</translation>
    </message>
    <message>
        <source>Check in: number %1</source>
        <translation>打卡：第 %1 项</translation>
    </message>
    <message>
        <source>Copy a link to this customer</source>
        <translation>复制此客户的链接</translation>
    </message>
    <message>
        <source>The link is copied; it opens %1 in Kemai.</source>
        <translation>链接已复制，在客脉里打开即是 %1。</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerDrops</name>
    <message>
        <source>Drop here: kept with this customer&apos;s attachments</source>
        <translation>松开即存入此客户的附件</translation>
    </message>
    <message>
        <source>Drop here: into the note</source>
        <translation>松开即放入备注</translation>
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
    <message>
        <source>Unsaved draft</source>
        <translation>未保存草稿</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Edit the source</source>
        <translation>修改来源</translation>
    </message>
    <message>
        <source>Edit the level</source>
        <translation>修改级别</translation>
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
        <source>Nothing found for &quot;%1&quot;</source>
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
    <message>
        <source>Linked customers only</source>
        <translation>只看关联客户</translation>
    </message>
    <message>
        <source>Those that were merged into another</source>
        <translation>已并入其他客户的</translation>
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
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerSide</name>
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
        <source>No number yet.</source>
        <translation>还没有号码。</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerWindow</name>
    <message>
        <source>Kemai</source>
        <translation>客脉</translation>
    </message>
    <message>
        <source>%1 – Kemai</source>
        <translation>%1 – 客脉</translation>
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
    <message>
        <source>Linked</source>
        <translation>关联</translation>
    </message>
</context>
<context>
    <name>kemai::CustomersDesk</name>
    <message>
        <source>New customer</source>
        <translation>新建客户</translation>
    </message>
    <message>
        <source>Work off duplicates</source>
        <translation>处理重复客户</translation>
    </message>
    <message>
        <source>List or grid</source>
        <translation>列表或表格</translation>
    </message>
</context>
<context>
    <name>kemai::DiagnosticsPage</name>
    <message>
        <source>Start to usable window</source>
        <translation>启动到窗口可用</translation>
    </message>
    <message>
        <source>Open a customer</source>
        <translation>打开客户</translation>
    </message>
    <message>
        <source>Key pressed to painted</source>
        <translation>按键到显示</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Window not answering</source>
        <translation>窗口没有响应</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>不超过 %1</translation>
    </message>
    <message>
        <source>never</source>
        <translation>没有发生</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>还没有测到</translation>
    </message>
    <message>
        <source>%1 of 100: %2 or less, worst %3</source>
        <translation>百次中 %1 次不超过 %2，最慢 %3</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>达标</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Too slow</source>
        <translation>太慢</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) slower</source>
        <translation>
            <numerusform>%n 次超时</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody watches in this run.</source>
        <translation>本次运行没有监测。</translation>
    </message>
    <message>
        <source>Not once in this run longer than 50 ms.</source>
        <translation>本次运行没有一次超过 50 毫秒。</translation>
    </message>
    <message>
        <source>Save the support bundle</source>
        <translation>保存支持包</translation>
    </message>
    <message>
        <source>ZIP archives (*.zip)</source>
        <translation>ZIP 压缩包 (*.zip)</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>Version %1 · Help: %2</source>
        <translation>版本 %1 · 求助：%2</translation>
    </message>
    <message>
        <source>The program ended unexpectedly last time.</source>
        <translation>上次程序意外退出。</translation>
    </message>
    <message>
        <source>What was saved is safe. The bundle below says where it happened; please send it to whoever supports you.</source>
        <translation>已保存的内容完好。下面的支持包记下了出问题的位置，请发给支持人员。</translation>
    </message>
    <message>
        <source>Speed of this run</source>
        <translation>本次运行的速度</translation>
    </message>
    <message>
        <source>When the window did not answer</source>
        <translation>窗口没有响应的时候</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>支持包</translation>
    </message>
    <message>
        <source>Exactly these files are saved, and nothing is sent anywhere. No customer&apos;s name, number or text is in them.</source>
        <translation>保存的就是下面这些文件，不会发送到任何地方，其中没有任何客户的姓名、号码和内容。</translation>
    </message>
    <message>
        <source>Files of the bundle</source>
        <translation>支持包里的文件</translation>
    </message>
    <message>
        <source>Content of the file</source>
        <translation>文件内容</translation>
    </message>
</context>
<context>
    <name>kemai::DuplicateBanner</name>
    <message>
        <source>Perhaps already ours</source>
        <translation>可能已是我们的客户</translation>
    </message>
    <message>
        <source>Already ours</source>
        <translation>已是我们的客户</translation>
    </message>
    <message>
        <source>A colleague&apos;s customer</source>
        <translation>同事的客户</translation>
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
        <source>Add the number there</source>
        <translation>把号码加到这位</translation>
    </message>
    <message>
        <source>This is %1: the number typed here is added to them</source>
        <translation>就是 %1：把这里填写的号码加给这位客户</translation>
    </message>
    <message>
        <source>Add the number to %1</source>
        <translation>把号码加给 %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Somebody else? Say why, then save</source>
        <translation>不是同一位？请写明原因再保存</translation>
    </message>
    <message>
        <source>Father and son, two colleagues at one number…</source>
        <translation>父子、同事共用一个号码…</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Perhaps the same as</source>
        <translation>可能与此客户是同一位</translation>
    </message>
</context>
<context>
    <name>kemai::DuplicateModel</name>
    <message numerus="yes">
        <source>%1, %n customer(s), score %2</source>
        <translation>
            <numerusform>%1，%n 位客户，匹配度 %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::DuplicateWords</name>
    <message>
        <source>Same · %1</source>
        <translation>相同 · %1</translation>
    </message>
    <message>
        <source>Likely · %1</source>
        <translation>很像 · %1</translation>
    </message>
    <message>
        <source>Possible · %1</source>
        <translation>可能 · %1</translation>
    </message>
</context>
<context>
    <name>kemai::DuplicatesDesk</name>
    <message>
        <source>Merged.</source>
        <translation>已归并。</translation>
    </message>
    <message>
        <source>Signed off.</source>
        <translation>已签核。</translation>
    </message>
    <message>
        <source>Not the same: remembered.</source>
        <translation>已记住：不是同一客户。</translation>
    </message>
    <message>
        <source>Find duplicates</source>
        <translation>查找重复</translation>
    </message>
    <message>
        <source>Export the list of duplicates</source>
        <translation>导出重复客户清单</translation>
    </message>
</context>
<context>
    <name>kemai::DuplicatesPage</name>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n 位客户</numerusform>
        </translation>
    </message>
    <message>
        <source>Signed off</source>
        <translation>已签核</translation>
    </message>
    <message>
        <source>Merged: %1 before = %2 after + %3 linked; %4 records, none lost.</source>
        <translation>已归并：归并前 %1 = 归并后 %2 + 关联 %3；名下记录 %4 条，一条不少。</translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s) exported.</source>
        <translation>
            <numerusform>已导出 %n 组。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 customers looked through: %2 new pairs, %3 clusters in all.</source>
        <translation>已查 %1 位客户：新增 %2 对疑似重复，共 %3 组。</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>导出清单</translation>
    </message>
    <message>
        <source>duplicates.csv</source>
        <translation>重复客户.csv</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复客户</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>重复组</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>归并</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>签核</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>不是同一客户</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>J and K move through the list. 1 to 9 choose who stays. Arrows and Enter choose field by field. Nothing is deleted: who is merged stays, linked, with everything of theirs.</source>
        <translation>J、K 上下移动，1 到 9 选择保留哪一位，方向键和回车逐项选用。不会删除任何内容：被归并的客户以关联方式保留，名下一切都在。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Looking through all customers…</source>
        <translation>正在全部客户中查找…</translation>
    </message>
    <message>
        <source>%1 % done. You can go on working meanwhile.</source>
        <translation>已完成 %1%，您可以继续其他工作。</translation>
    </message>
    <message>
        <source>No duplicates on the list</source>
        <translation>没有待处理的重复客户</translation>
    </message>
    <message>
        <source>Look through all customers for those entered twice. Nothing is merged by itself; you decide one by one.</source>
        <translation>在全部客户中查找重复录入。系统不会自动归并，由您逐组决定。</translation>
    </message>
    <message>
        <source>Signing off and merging are for a supervisor.</source>
        <translation>签核和归并由主管操作。</translation>
    </message>
    <message>
        <source>Compare, choose the fields, say X where it is not one customer; your supervisor signs off.</source>
        <translation>您可以核对、选用字段，不是同一客户的按 X；之后由主管签核。</translation>
    </message>
    <message numerus="yes">
        <source>%1 records move to %2; %3 open tasks are carried over; %n customer(s) become linked.</source>
        <translation>
            <numerusform>%1 条记录并到 %2 名下，未完成待办共 %3 条随之保留，%n 位客户转为关联。</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign off first (S).</source>
        <translation>请先签核（S）。</translation>
    </message>
    <message>
        <source>Signed off already.</source>
        <translation>已经签核。</translation>
    </message>
    <message>
        <source>The one before</source>
        <translation>上一组</translation>
    </message>
    <message>
        <source>The next one</source>
        <translation>下一组</translation>
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
    <message>
        <source>Printed %1</source>
        <translation>打印于 %1</translation>
    </message>
    <message>
        <source>Printed by %1, %2</source>
        <translation>%1 打印，%2</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
</context>
<context>
    <name>kemai::FactList</name>
    <message>
        <source>Portrait</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Add a fact</source>
        <translation>添加画像</translation>
    </message>
    <message>
        <source>What is good to know of this customer</source>
        <translation>这位客户值得记住的事</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>F2 edit · Del remove</source>
        <translation>F2 修改 · Del 移除</translation>
    </message>
    <message>
        <source>Enter shows where it came from · F2 edit · Del remove</source>
        <translation>Enter 查看出处 · F2 修改 · Del 移除</translation>
    </message>
</context>
<context>
    <name>kemai::FilterEditor</name>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较方式</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Remove the condition</source>
        <translation>移除这个条件</translation>
    </message>
    <message>
        <source>me</source>
        <translation>我</translation>
    </message>
    <message>
        <source>How the conditions are joined</source>
        <translation>条件之间的关系</translation>
    </message>
    <message>
        <source>All of these hold</source>
        <translation>同时满足</translation>
    </message>
    <message>
        <source>Any of these holds</source>
        <translation>满足任意一个</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Remove the group</source>
        <translation>移除这一组</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>kemai::GridModel</name>
    <message>
        <source>Loading</source>
        <translation>正在读取</translation>
    </message>
</context>
<context>
    <name>kemai::GridPage</name>
    <message>
        <source>%1 cells copied</source>
        <translation>已复制 %1 个单元格</translation>
    </message>
    <message>
        <source>Too many cells for one act. Use the bulk edit, or the export.</source>
        <translation>一次操作的单元格太多。请用批量修改或导出。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>%1 cells in %2 rows changed.</source>
        <translation>已修改 %2 行中的 %1 个单元格。</translation>
    </message>
    <message>
        <source>%1 cells were not saved and stay as typed: %2</source>
        <translation>%1 个单元格没有保存，保持所输入的内容：%2</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>Stopped after %1 rows.</source>
        <translation>已停止，改了 %1 行。</translation>
    </message>
    <message>
        <source>%1 rows changed.</source>
        <translation>已修改 %1 行。</translation>
    </message>
    <message>
        <source>%1 rows exported.</source>
        <translation>已导出 %1 行。</translation>
    </message>
    <message>
        <source>View removed.</source>
        <translation>视图已移除。</translation>
    </message>
    <message>
        <source>View &quot;%1&quot; saved.</source>
        <translation>视图「%1」已保存。</translation>
    </message>
    <message>
        <source>%1 filled</source>
        <translation>非空 %1</translation>
    </message>
    <message>
        <source>Sum %1</source>
        <translation>合计 %1</translation>
    </message>
    <message>
        <source>Average %1</source>
        <translation>平均 %1</translation>
    </message>
    <message>
        <source>Least %1</source>
        <translation>最小 %1</translation>
    </message>
    <message>
        <source>Most %1</source>
        <translation>最大 %1</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter (Ctrl+Shift+F)</source>
        <translation>筛选（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Change the selected rows</source>
        <translation>批量修改所选行</translation>
    </message>
    <message>
        <source>Export what is shown</source>
        <translation>导出所见内容</translation>
    </message>
    <message>
        <source>Show as a list</source>
        <translation>显示为列表</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Sorting…</source>
        <translation>正在排序…</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 cells not saved</source>
        <translation>%1 个单元格未保存</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>没有符合条件的行</translation>
    </message>
    <message>
        <source>No row passes these filters.</source>
        <translation>没有任何一行满足这些筛选条件。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>No rows yet</source>
        <translation>这里还没有内容</translation>
    </message>
    <message>
        <source>Import a list you have, paste rows from a spreadsheet, or add the first one by hand.</source>
        <translation>导入已有的名单，从电子表格粘贴，或手工新建第一位。</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>移除：%1</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Edit the filter</source>
        <translation>编辑筛选条件</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Sort ascending</source>
        <translation>升序</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>降序</translation>
    </message>
    <message>
        <source>Then by this, ascending</source>
        <translation>再按此列升序</translation>
    </message>
    <message>
        <source>Then by this, descending</source>
        <translation>再按此列降序</translation>
    </message>
    <message>
        <source>Filter by %1…</source>
        <translation>按「%1」筛选…</translation>
    </message>
    <message>
        <source>Only &quot;%1&quot;</source>
        <translation>只看「%1」</translation>
    </message>
    <message>
        <source>Group by this column</source>
        <translation>按此列分组</translation>
    </message>
    <message>
        <source>Hide the column</source>
        <translation>隐藏此列</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>适合列宽</translation>
    </message>
    <message>
        <source>Change the selected rows…</source>
        <translation>批量修改所选行…</translation>
    </message>
    <message>
        <source>Mark invalid…</source>
        <translation>标为无效…</translation>
    </message>
    <message>
        <source>Paste as new rows…</source>
        <translation>粘贴为新行…</translation>
    </message>
    <message>
        <source>%1 (shared)</source>
        <translation>%1（共享）</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>保存此视图…</translation>
    </message>
    <message>
        <source>Standard view</source>
        <translation>标准视图</translation>
    </message>
    <message>
        <source>Remove a view</source>
        <translation>移除视图</translation>
    </message>
    <message>
        <source>Columns that are not here were left out: %1</source>
        <translation>已略去这里没有的列：%1</translation>
    </message>
    <message>
        <source>Export the selected rows</source>
        <translation>导出所选行</translation>
    </message>
    <message>
        <source>Export all rows shown</source>
        <translation>导出所有显示的行</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
    <message>
        <source>The %1 best of what was found; type more to narrow it</source>
        <translation>只显示最匹配的 %1 行，多输入几个字可缩小范围</translation>
    </message>
    <message>
        <source>No row passes the search and these filters.</source>
        <translation>没有符合搜索和筛选条件的行。</translation>
    </message>
    <message>
        <source>%1 rows created.</source>
        <translation>已新建 %1 行。</translation>
    </message>
</context>
<context>
    <name>kemai::GridView</name>
    <message>
        <source>Grid</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>First column of the grid</source>
        <translation>表格的首列</translation>
    </message>
    <message>
        <source>Column headings</source>
        <translation>列标题</translation>
    </message>
    <message>
        <source>Heading of the first column</source>
        <translation>首列标题</translation>
    </message>
    <message>
        <source>Row numbers</source>
        <translation>行号</translation>
    </message>
</context>
<context>
    <name>kemai::GridWords</name>
    <message>
        <source>is</source>
        <translation>等于</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>不等于</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>不包含</translation>
    </message>
    <message>
        <source>begins with</source>
        <translation>开头是</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>为空</translation>
    </message>
    <message>
        <source>is not empty</source>
        <translation>不为空</translation>
    </message>
    <message>
        <source>is before</source>
        <translation>早于</translation>
    </message>
    <message>
        <source>is less than</source>
        <translation>小于</translation>
    </message>
    <message>
        <source>is on or before</source>
        <translation>不晚于</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>不大于</translation>
    </message>
    <message>
        <source>is after</source>
        <translation>晚于</translation>
    </message>
    <message>
        <source>is more than</source>
        <translation>大于</translation>
    </message>
    <message>
        <source>is on or after</source>
        <translation>不早于</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>不小于</translation>
    </message>
    <message>
        <source>within the last days</source>
        <translation>在最近几日内</translation>
    </message>
    <message>
        <source>within the next days</source>
        <translation>在未来几日内</translation>
    </message>
    <message>
        <source>days, for example 7</source>
        <translation>天数，例如 7</translation>
    </message>
    <message>
        <source>a name, or me</source>
        <translation>姓名，或“我”</translation>
    </message>
    <message>
        <source>one or several; like this</source>
        <translation>一个或多个；用分号隔开</translation>
    </message>
    <message>
        <source>me</source>
        <translation>我</translation>
    </message>
    <message>
        <source>%1: last %2 days</source>
        <translation>%1：最近 %2 日</translation>
    </message>
    <message>
        <source>%1: next %2 days</source>
        <translation>%1：未来 %2 日</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source> and </source>
        <translation> 且 </translation>
    </message>
</context>
<context>
    <name>kemai::HistoryView</name>
    <message>
        <source>The customer as of</source>
        <translation>客户在这一天的样子</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>As of the end of this day</source>
        <translation>截至这一天结束</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Undo this change…</source>
        <translation>撤销这次变更…</translation>
    </message>
    <message>
        <source>Undo now</source>
        <translation>立即撤销</translation>
    </message>
    <message>
        <source>No history yet</source>
        <translation>还没有历史</translation>
    </message>
    <message>
        <source>Every change of this customer appears here, with who made it and from what to what.</source>
        <translation>这位客户的每次变更都会出现在这里：谁改的、从什么改成什么。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>修改时间</translation>
    </message>
    <message>
        <source>By, and from where</source>
        <translation>操作人与来源</translation>
    </message>
    <message>
        <source>(inferred)</source>
        <translation>（推断）</translation>
    </message>
    <message numerus="yes">
        <source>One act of %n changes; undo takes back all of it.</source>
        <translation>
            <numerusform>一次操作共 %n 处变更，撤销会一起撤回。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo this change</source>
        <translation>撤销这次变更</translation>
    </message>
    <message>
        <source>Kept:</source>
        <translation>保留：</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>还有 %1 项</translation>
    </message>
    <message>
        <source>As of %1</source>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>The customer was withdrawn then.</source>
        <translation>客户当时已撤下。</translation>
    </message>
    <message>
        <source>(now: %1)</source>
        <translation>（现在：%1）</translation>
    </message>
    <message>
        <source>%1 and more</source>
        <translation>%1 等</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>改动内容</translation>
    </message>
    <message>
        <source>The customer is as it was then already.</source>
        <translation>客户现在就是当时的样子，没有需要恢复的。</translation>
    </message>
    <message>
        <source>Restored: %1 values, %2 records back; %3 added since stay.</source>
        <translation>已恢复：%1 项改回，%2 条记录找回；之后新增的 %3 条保留。</translation>
    </message>
    <message>
        <source>Restore the customer as of then</source>
        <translation>把客户恢复到当时</translation>
    </message>
    <message>
        <source>Stop the undo</source>
        <translation>停止撤销</translation>
    </message>
</context>
<context>
    <name>kemai::HistoryWords</name>
    <message>
        <source>created</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>put off</source>
        <translation>推迟</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>撤下</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>归并</translation>
    </message>
    <message>
        <source>note written</source>
        <translation>写记录</translation>
    </message>
    <message>
        <source>checked in</source>
        <translation>打卡</translation>
    </message>
    <message>
        <source>note edited</source>
        <translation>改记录</translation>
    </message>
    <message>
        <source>note withdrawn</source>
        <translation>撤下记录</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>A change of a newer version</source>
        <translation>较新版本写入的变更</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation>（未知）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>(inferred)</source>
        <translation>（推断）</translation>
    </message>
    <message>
        <source>import %1, line %2</source>
        <translation>导入 %1 第 %2 行</translation>
    </message>
    <message>
        <source>import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>There is nothing to take back: all of it was changed since.</source>
        <translation>没有可撤回的：之后都已有人改过。</translation>
    </message>
    <message>
        <source>There is nothing to take back; it has been undone already.</source>
        <translation>没有可撤回的，已经撤销过了。</translation>
    </message>
    <message numerus="yes">
        <source>%n new record(s) will be withdrawn</source>
        <translation>
            <numerusform>将撤下 %n 条新建的记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) will go back</source>
        <translation>
            <numerusform>将恢复 %n 处修改</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n withdrawn record(s) will come back</source>
        <translation>
            <numerusform>将恢复 %n 条撤下的记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n will be kept, because somebody changed it since</source>
        <translation>
            <numerusform>保留 %n 项，因为之后有人改过</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2: is %3 since %4</source>
        <translation>%1 的%2：已改为 %3（%4）</translation>
    </message>
    <message>
        <source>%1: edited since (%2)</source>
        <translation>%1：之后改过（%2）</translation>
    </message>
    <message>
        <source>%1: withdrawn since (%2)</source>
        <translation>%1：之后撤下（%2）</translation>
    </message>
    <message>
        <source>%1: brought back since (%2)</source>
        <translation>%1：之后恢复（%2）</translation>
    </message>
    <message>
        <source>%1: %2 hangs on it since (%3)</source>
        <translation>%1：之后有了 %2（%3）</translation>
    </message>
    <message>
        <source>restored as of a date</source>
        <translation>恢复到某日</translation>
    </message>
</context>
<context>
    <name>kemai::ImportMappingPane</name>
    <message>
        <source>Not imported</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Number (of an export)</source>
        <translation>编号（导出文件的）</translation>
    </message>
    <message>
        <source>A field of our own</source>
        <translation>自定义字段</translation>
    </message>
    <message>
        <source>Column in the file</source>
        <translation>文件中的列</translation>
    </message>
    <message>
        <source>First values</source>
        <translation>前几个值</translation>
    </message>
    <message>
        <source>Goes into</source>
        <translation>导入到</translation>
    </message>
    <message>
        <source>(no heading)</source>
        <translation>（无标题）</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>%1 goes into</source>
        <translation>“%1”导入到</translation>
    </message>
    <message>
        <source>New field &quot;%1&quot;</source>
        <translation>新字段“%1”</translation>
    </message>
</context>
<context>
    <name>kemai::ImportPage</name>
    <message>
        <source>Choose the file</source>
        <translation>选择文件</translation>
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
        <source>Dry run: nothing is written yet</source>
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
        <source>Tables and cards (*.csv *.tsv *.txt *.xlsx *.xlsm *.vcf);;All files (*)</source>
        <translation>表格和名片 (*.csv *.tsv *.txt *.xlsx *.xlsm *.vcf);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the rows to correct</source>
        <translation>保存需要修改的行</translation>
    </message>
    <message>
        <source>reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel 工作簿</translation>
    </message>
    <message>
        <source>sheet %1, headings in row %2</source>
        <translation>工作表“%1”，标题在第 %2 行</translation>
    </message>
    <message>
        <source>address cards (vCard)</source>
        <translation>名片（vCard）</translation>
    </message>
    <message>
        <source>Import customers from a file</source>
        <translation>从文件导入客户</translation>
    </message>
    <message>
        <source>CSV, Excel or vCard: drop it here, choose it, or paste rows copied in a spreadsheet. A dry run shows what would happen; nothing is written before you say so.</source>
        <translation>支持 CSV、Excel 和 vCard：拖到这里、选择文件，或粘贴在表格中复制的行。先试运行查看结果，确认之前不会写入任何内容。</translation>
    </message>
    <message>
        <source>Paste rows</source>
        <translation>粘贴行</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>对应关系</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>试运行</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Pasted rows</source>
        <translation>粘贴的行</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>A customer of the file is there already: same name and a number in common</source>
        <translation>文件里的客户已存在时（姓名相同且有相同号码）</translation>
    </message>
    <message>
        <source>Skip the row</source>
        <translation>跳过这一行</translation>
    </message>
    <message>
        <source>The customer stays as it is; the row is reported.</source>
        <translation>客户保持不变，这一行列入报告。</translation>
    </message>
    <message>
        <source>Update the customer</source>
        <translation>更新客户</translation>
    </message>
    <message>
        <source>What the row adds or changes is written; an empty cell changes nothing.</source>
        <translation>写入这一行新增或不同的内容，空白格不改动。</translation>
    </message>
    <message>
        <source>Create another one</source>
        <translation>仍然新建</translation>
    </message>
    <message>
        <source>Say which column holds the name, the company or the phone; one of them is enough.</source>
        <translation>请指定哪一列是姓名、公司或手机，有一项即可。</translation>
    </message>
    <message>
        <source>These headings were imported before; the columns are mapped as they were then.</source>
        <translation>这些标题以前导入过，已沿用上次的对应关系。</translation>
    </message>
    <message>
        <source>The rows to correct stand in %1; import it again when they are.</source>
        <translation>需要修改的行已保存到 %1，改好后可再次导入。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Save the rows to correct (%1)…</source>
        <translation>保存需要修改的行（%1）…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Both stay, and the pair is kept as not the same, with your reason.</source>
        <translation>两位都保留，并连同理由记为“不是同一客户”。</translation>
    </message>
    <message>
        <source>Why are they not the same? For example: branches that share a switchboard</source>
        <translation>为什么不是同一位？例如：两家分店共用总机</translation>
    </message>
    <message>
        <source>Reason for another customer</source>
        <translation>另建客户的理由</translation>
    </message>
</context>
<context>
    <name>kemai::ImportSteps</name>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>第 %1 步，共 %2 步：%3</translation>
    </message>
</context>
<context>
    <name>kemai::ImportTally</name>
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
        <source>duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>notice</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>The first %1 remarks</source>
        <translation>前 %1 条说明</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>kemai::Introduction</name>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Introduction</source>
        <translation>使用引导</translation>
    </message>
    <message>
        <source>Find anybody at once</source>
        <translation>马上找到任何人</translation>
    </message>
    <message>
        <source>Type a name, a company, pinyin initials like zm, or the last four digits. %1 finds pages, actions and settings as well.</source>
        <translation>输入姓名、公司、拼音首字母（如 zm）或号码后四位。按 %1 还能找到页面、操作和设置。</translation>
    </message>
    <message>
        <source>Your customers</source>
        <translation>您的客户</translation>
    </message>
    <message>
        <source>Arrow keys go through the list; the customer beside it follows. The chips show yours, the recent ones, or the pool.</source>
        <translation>用方向键浏览列表，右侧的客户随之切换。上方的筛选可以只看我的、最近的或公海的客户。</translation>
    </message>
    <message>
        <source>One timeline each</source>
        <translation>每位客户一条时间轴</translation>
    </message>
    <message>
        <source>Calls, messages, tickets and notes in one place. %1 writes a note without the mouse.</source>
        <translation>通话、消息、工单和记录都在一处。按 %1 不用鼠标就能写记录。</translation>
    </message>
    <message>
        <source>Nothing is lost</source>
        <translation>什么都不会丢</translation>
    </message>
    <message>
        <source>Everything is saved as you go, and can be taken back: %1 the last change, %2 any of your last ones.</source>
        <translation>内容随写随存，也随时可以撤销：%1 撤销上一次修改，%2 撤销最近的任何一次。</translation>
    </message>
    <message>
        <source>Every key on one sheet</source>
        <translation>快捷键一览</translation>
    </message>
    <message>
        <source>%1 shows all shortcuts and changes them. %2 locks the store when you leave the desk.</source>
        <translation>按 %1 查看和修改全部快捷键。离开座位时按 %2 锁定资料库。</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始使用</translation>
    </message>
</context>
<context>
    <name>kemai::LeasePage</name>
    <message>
        <source>Too long without your office</source>
        <translation>离开公司服务器太久了</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>%1 was not reached in the time your office allows. The customers stay locked until it answers.</source>
        <translation>在公司允许的时间内没有连上“%1”。连上之前，客户资料保持锁定。</translation>
    </message>
    <message>
        <source>%1 last answered %2. The customers stay locked until it answers again.</source>
        <translation>“%1”上次连上是 %2。再次连上之前，客户资料保持锁定。</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is lost: %n change(s) wait here and are sent first.</source>
        <translation>
            <numerusform>没有丢失任何内容：%n 项修改等在这里，连上后最先发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is lost: everything you did here was sent.</source>
        <translation>没有丢失任何内容：您在这里做的都已发送。</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>程序会自动重试。</translation>
    </message>
</context>
<context>
    <name>kemai::MainWindow</name>
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
        <source>Lock the store</source>
        <translation>锁定资料库</translation>
    </message>
    <message>
        <source>Kemai</source>
        <translation>客脉</translation>
    </message>
    <message>
        <source>Encrypted · works offline</source>
        <translation>整库加密 · 离线可用</translation>
    </message>
    <message>
        <source>Kemai ended unexpectedly last time.</source>
        <translation>客脉上次意外退出。</translation>
    </message>
    <message>
        <source>What was saved is safe.</source>
        <translation>已保存的内容完好。</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Wipe the demo company?</source>
        <translation>清除演示公司？</translation>
    </message>
    <message>
        <source>Everything in it goes, also what you added. It cannot be undone.</source>
        <translation>其中的全部内容都会清除，包括您添加的，且无法撤销。</translation>
    </message>
    <message>
        <source>Wipe it now</source>
        <translation>立即清除</translation>
    </message>
    <message>
        <source>Demo company</source>
        <translation>演示公司</translation>
    </message>
    <message>
        <source>Invented people. It wipes itself on %1.</source>
        <translation>人物纯属虚构，将于 %1 自行清除。</translation>
    </message>
    <message>
        <source>Leave the demo…</source>
        <translation>离开演示…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>My recent changes</source>
        <translation>我最近的修改</translation>
    </message>
    <message>
        <source>Open this customer in its own window</source>
        <translation>在单独的窗口中打开此客户</translation>
    </message>
    <message>
        <source>Switch user</source>
        <translation>切换用户</translation>
    </message>
    <message>
        <source>Show me around</source>
        <translation>使用引导</translation>
    </message>
</context>
<context>
    <name>kemai::MissedDesk</name>
    <message>
        <source>Call back</source>
        <translation>回拨</translation>
    </message>
    <message>
        <source>All missed calls are seen</source>
        <translation>未接来电全部标为已看</translation>
    </message>
</context>
<context>
    <name>kemai::MissedPage</name>
    <message>
        <source>Nobody here has this number yet</source>
        <translation>资料库中还没有这个号码</translation>
    </message>
    <message>
        <source>Talked since</source>
        <translation>已通过话</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Missed calls</source>
        <translation>未接来电</translation>
    </message>
    <message>
        <source>All seen</source>
        <translation>全部已看</translation>
    </message>
    <message>
        <source>No missed call in two weeks</source>
        <translation>两周内没有未接来电</translation>
    </message>
    <message>
        <source>A call nobody answers stands here, to be called back with one key.</source>
        <translation>没有人接的来电会列在这里，一个键就能回拨。</translation>
    </message>
    <message numerus="yes">
        <source>%n new. C calls back, Enter opens who it was.</source>
        <translation>
            <numerusform>%n 个新的未接来电。按 C 回拨，回车打开客户。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing new. C calls back, Enter opens who it was.</source>
        <translation>没有新的未接来电。按 C 回拨，回车打开客户。</translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s) have this number</source>
        <translation>
            <numerusform>有 %n 位客户使用这个号码</numerusform>
        </translation>
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
</context>
<context>
    <name>kemai::NextStepBar</name>
    <message>
        <source>Next step?</source>
        <translation>下一步？</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Call back, Friday…  1-4 choose a day, Esc skips</source>
        <translation>周五 回访…&#x3000;1-4 选日期，Esc 跳过</translation>
    </message>
    <message>
        <source>No next step</source>
        <translation>没有下一步</translation>
    </message>
    <message>
        <source>Next workday</source>
        <translation>下个工作日</translation>
    </message>
    <message>
        <source>3 days</source>
        <translation>3 天后</translation>
    </message>
    <message>
        <source>Next Monday</source>
        <translation>下周一</translation>
    </message>
    <message>
        <source>2 weeks</source>
        <translation>两周后</translation>
    </message>
    <message>
        <source>Follow up</source>
        <translation>跟进</translation>
    </message>
</context>
<context>
    <name>kemai::NoteCompleter</name>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
</context>
<context>
    <name>kemai::NoteEditor</name>
    <message>
        <source>Note</source>
        <translation>记录</translation>
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
        <source>Edit check-ins and text modules…</source>
        <translation>编辑打卡和话术…</translation>
    </message>
    <message>
        <source>Write a note…   # tag   ! promise   @ colleague   / text</source>
        <translation>记录跟进…   # 标签   ! 承诺   @ 同事   / 话术</translation>
    </message>
    <message>
        <source>All check-ins</source>
        <translation>全部打卡</translation>
    </message>
    <message>
        <source>Check in: %1</source>
        <translation>打卡：%1</translation>
    </message>
    <message>
        <source>Check in: %1, then %2 on %3</source>
        <translation>打卡：%1，并在 %3 %2</translation>
    </message>
</context>
<context>
    <name>kemai::NotePreview</name>
    <message>
        <source>Tag %1</source>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>Promise without a day: %1</source>
        <translation>承诺（没有日期）：%1</translation>
    </message>
    <message>
        <source>(past)</source>
        <translation>（已过）</translation>
    </message>
    <message>
        <source>(day off)</source>
        <translation>（休息日）</translation>
    </message>
    <message>
        <source>Promise until %1: %2</source>
        <translation>承诺 %1：%2</translation>
    </message>
    <message>
        <source>Will be made: %1</source>
        <translation>将生成：%1</translation>
    </message>
</context>
<context>
    <name>kemai::OfficeDesk</name>
    <message>
        <source>Decided: %1</source>
        <translation>已决定：%1</translation>
    </message>
</context>
<context>
    <name>kemai::OfficeNotice</name>
    <message>
        <source>Saved on this computer</source>
        <translation>本机保存</translation>
    </message>
    <message>
        <source>Every change is written to the encrypted store on this computer at once. It works on its own; press to join the company&apos;s server.</source>
        <translation>每次修改都会立即写入本机的加密资料库。本机目前单独使用；点击可加入公司的服务器。</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of yours and of somebody else meet in the same field. Both are kept.</source>
        <translation>
            <numerusform>您和同事的 %n 处修改碰到了同一个字段，两边的内容都已保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>去决定…</translation>
    </message>
    <message>
        <source>Synchronize now</source>
        <translation>立即同步</translation>
    </message>
</context>
<context>
    <name>kemai::OwedList</name>
    <message>
        <source>Tasks</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Add a task</source>
        <translation>添加待办</translation>
    </message>
    <message>
        <source>Add a promise</source>
        <translation>添加承诺</translation>
    </message>
    <message>
        <source>Call back tomorrow</source>
        <translation>明天 回访</translation>
    </message>
    <message>
        <source>Send the report by Friday</source>
        <translation>周五前 发报告</translation>
    </message>
    <message>
        <source>Task and its day</source>
        <translation>待办和日期</translation>
    </message>
    <message>
        <source>Promise and its day</source>
        <translation>承诺和日期</translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <translation>没有待办。</translation>
    </message>
    <message>
        <source>%1, done</source>
        <translation>%1，已完成</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Space done · F2 edit · S put off · Del remove</source>
        <translation>空格完成 · F2 修改 · S 推迟 · Del 移除</translation>
    </message>
    <message numerus="yes">
        <source>in %n workday(s)</source>
        <translation>
            <numerusform>%n 个工作日内</numerusform>
        </translation>
    </message>
    <message>
        <source>a day off</source>
        <translation>休息日</translation>
    </message>
    <message>
        <source>the holidays of %1 are not published here</source>
        <translation>%1 年的节假日尚未公布</translation>
    </message>
    <message>
        <source>&amp;Next workday</source>
        <translation>下个工作日(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;3 days</source>
        <translation>3 天后(&amp;3)</translation>
    </message>
    <message>
        <source>Next &amp;Monday</source>
        <translation>下周一(&amp;M)</translation>
    </message>
    <message>
        <source>In &amp;2 weeks</source>
        <translation>两周后(&amp;2)</translation>
    </message>
    <message>
        <source>In a m&amp;onth</source>
        <translation>一个月后(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Another day…</source>
        <translation>其他日期(&amp;A)…</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>推迟</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
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
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Save a support bundle…</source>
        <translation>保存支持包…</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复客户</translation>
    </message>
    <message>
        <source>Test the telephone</source>
        <translation>测试电话</translation>
    </message>
    <message>
        <source>Clean stored data</source>
        <translation>清洗已存数据</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>未接</translation>
    </message>
    <message>
        <source>Are customers unique?</source>
        <translation>客户唯一性分析</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>To synchronize</source>
        <translation>待同步</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>服务器</translation>
    </message>
</context>
<context>
    <name>kemai::PaletteContents</name>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
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
    <name>kemai::PassphrasePage</name>
    <message>
        <source>Change the passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message>
        <source>Add a passphrase</source>
        <translation>添加口令</translation>
    </message>
    <message>
        <source>Backups made before keep the passphrase they were made with. Without a passphrase nobody can read this store, nor can we.</source>
        <translation>以前的备份仍用当时的口令。没有口令，谁也读不了这个资料库，我们也不行。</translation>
    </message>
    <message>
        <source>Passphrase now</source>
        <translation>当前口令</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation>再输一次新口令</translation>
    </message>
    <message>
        <source>These two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>Type a new passphrase.</source>
        <translation>请输入新口令。</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>已更改。</translation>
    </message>
    <message>
        <source>From now on the new passphrase opens this store.</source>
        <translation>从现在起，用新口令打开这个资料库。</translation>
    </message>
</context>
<context>
    <name>kemai::PastePanel</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Pasted rows</source>
        <translation>粘贴的行</translation>
    </message>
    <message>
        <source>%1 to check</source>
        <translation>%1 行待核对</translation>
    </message>
    <message>
        <source>%1 ready</source>
        <translation>%1 行可新建</translation>
    </message>
    <message>
        <source>%1 without a name or number</source>
        <translation>%1 行没有姓名和号码</translation>
    </message>
    <message>
        <source>Also the %1 to check, as written</source>
        <translation>待核对的 %1 行也按原样新建</translation>
    </message>
    <message>
        <source>Create %1</source>
        <translation>新建 %1 位</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>可新建</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>待核对</translation>
    </message>
    <message>
        <source>Not created</source>
        <translation>不新建</translation>
    </message>
    <message>
        <source>%1 pasted</source>
        <translation>粘贴 %1 行</translation>
    </message>
    <message>
        <source>%1 known already</source>
        <translation>%1 行重复</translation>
    </message>
</context>
<context>
    <name>kemai::PeopleBlock</name>
    <message>
        <source>Somebody else at this desk</source>
        <translation>这张桌子的其他人</translation>
    </message>
    <message>
        <source>Add a person to this desk</source>
        <translation>添加一个人</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
</context>
<context>
    <name>kemai::PhrasesPage</name>
    <message>
        <source>Check-ins with one key</source>
        <translation>一键打卡</translation>
    </message>
    <message>
        <source>Text modules</source>
        <translation>话术</translation>
    </message>
    <message>
        <source>A check-in writes its words on the timeline; a next step becomes a task on a workday.</source>
        <translation>打卡会写进时间轴；有下一步的，会在工作日生成待办。</translation>
    </message>
    <message>
        <source>Add a check-in</source>
        <translation>添加打卡</translation>
    </message>
    <message>
        <source>Add a text module</source>
        <translation>添加话术</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Check-in</source>
        <translation>打卡</translation>
    </message>
    <message>
        <source>Next step (may be empty)</source>
        <translation>下一步（可不填）</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>After so many days</source>
        <translation>几天后</translation>
    </message>
    <message>
        <source> d</source>
        <comment>days, short</comment>
        <translation> 天</translation>
    </message>
    <message>
        <source>workdays</source>
        <translation>按工作日</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Key behind /</source>
        <translation>/ 后的简称</translation>
    </message>
    <message>
        <source>What it becomes</source>
        <translation>展开成的内容</translation>
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
</context>
<context>
    <name>kemai::QuickCreateDesk</name>
    <message>
        <source>The customer is saved.</source>
        <translation>客户已保存。</translation>
    </message>
    <message>
        <source>The number is added.</source>
        <translation>号码已添加。</translation>
    </message>
</context>
<context>
    <name>kemai::RelationList</name>
    <message>
        <source>Related customers</source>
        <translation>相关客户</translation>
    </message>
    <message>
        <source>Add a relation</source>
        <translation>添加关系</translation>
    </message>
    <message>
        <source>Name, pinyin, company or number</source>
        <translation>姓名、拼音、公司或号码</translation>
    </message>
    <message>
        <source>The other customer</source>
        <translation>另一位客户</translation>
    </message>
    <message>
        <source>What the other customer is</source>
        <translation>对方是什么关系</translation>
    </message>
    <message>
        <source>Customers found</source>
        <translation>找到的客户</translation>
    </message>
    <message>
        <source>Enter opens · Del remove</source>
        <translation>Enter 打开 · Del 移除</translation>
    </message>
    <message>
        <source>merged into this one</source>
        <translation>已并入此客户</translation>
    </message>
    <message>
        <source>Enter opens</source>
        <translation>Enter 打开</translation>
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
    <name>kemai::SessionScreens</name>
    <message>
        <source>Creating the encrypted store…</source>
        <translation>正在创建加密资料库…</translation>
    </message>
    <message>
        <source>Making the demo company…</source>
        <translation>正在生成演示公司…</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>The demo company was wiped. Nothing of it is left on this computer.</source>
        <translation>演示公司已清除，本机没有留下任何内容。</translation>
    </message>
    <message>
        <source>Choose the backup</source>
        <translation>选择备份</translation>
    </message>
    <message>
        <source>Kemai backups (*.kemaibak);;All files (*)</source>
        <translation>客脉备份 (*.kemaibak);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Restoring the backup…</source>
        <translation>正在恢复备份…</translation>
    </message>
    <message>
        <source>Your office took back this computer&apos;s access. What had not been sent was handed to your administrator; everything else here was wiped.</source>
        <translation>公司收回了这台电脑的权限。还没发送的内容已交给管理员，其余数据已全部清除。</translation>
    </message>
</context>
<context>
    <name>kemai::SettingRow</name>
    <message>
        <source>Set by your organization (%1)</source>
        <translation>由您的组织设置（%1）</translation>
    </message>
    <message>
        <source>Set for everybody on this computer</source>
        <translation>由本机为所有人设置</translation>
    </message>
    <message>
        <source>Set by you</source>
        <translation>由您设置</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>恢复默认：%1</translation>
    </message>
    <message>
        <source>From the next start on.</source>
        <translation>下次启动后生效。</translation>
    </message>
</context>
<context>
    <name>kemai::SettingsPage</name>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Privacy and security</source>
        <translation>隐私与安全</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Changes apply at once. Your organization&apos;s policies come first, then this computer, then you.</source>
        <translation>修改立即生效。依次以组织策略、本机设置、您的设置为准。</translation>
    </message>
    <message>
        <source>No setting fits &quot;%1&quot;.</source>
        <translation>没有符合「%1」的设置。</translation>
    </message>
    <message>
        <source>Clear the search to see all of them.</source>
        <translation>清除搜索即可查看全部设置。</translation>
    </message>
    <message>
        <source>Part of the policies was not understood.</source>
        <translation>部分策略无法识别。</translation>
    </message>
    <message>
        <source>The rest applies. %1</source>
        <translation>其余的已生效。%1</translation>
    </message>
</context>
<context>
    <name>kemai::ShortcutList</name>
    <message>
        <source>Press the new key…</source>
        <translation>请按新的快捷键…</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已修改</translation>
    </message>
</context>
<context>
    <name>kemai::ShortcutModel</name>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>%1, no key</source>
        <translation>%1，没有快捷键</translation>
    </message>
    <message>
        <source>Kemai: keyboard shortcuts</source>
        <translation>客脉快捷键</translation>
    </message>
</context>
<context>
    <name>kemai::ShortcutPage</name>
    <message>
        <source>Print the shortcuts</source>
        <translation>打印快捷键</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Enter changes a key, Delete takes it away, Backspace brings the default back.</source>
        <translation>按 Enter 修改快捷键，Delete 去掉，Backspace 恢复默认。</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>恢复默认</translation>
    </message>
</context>
<context>
    <name>kemai::SideRow</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
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
    <message>
        <source>Type the passphrase of the backup.</source>
        <translation>请输入备份的口令。</translation>
    </message>
    <message>
        <source>Believable customers to look around; it wipes itself after two weeks</source>
        <translation>像真的一样的虚构客户，随便看看；两周后自行清除</translation>
    </message>
    <message>
        <source>Passphrase of the backup &quot;%1&quot;</source>
        <translation>备份「%1」的口令</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
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
    <message>
        <source>Note as a fact</source>
        <translation>记为画像</translation>
    </message>
</context>
<context>
    <name>kemai::TimelineSearchBar</name>
    <message>
        <source>Search in this timeline</source>
        <translation>在时间轴内查找</translation>
    </message>
    <message>
        <source>Newer hit</source>
        <translation>较新的一处</translation>
    </message>
    <message>
        <source>Older hit</source>
        <translation>较早的一处</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>结束查找</translation>
    </message>
    <message>
        <source>Searching… %1 %</source>
        <translation>正在查找… %1 %</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
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
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Writing the history…</source>
        <translation>正在生成…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Search in this timeline</source>
        <translation>在时间轴内查找</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) printed.</source>
        <translation>
            <numerusform>已打印 %n 页。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A PDF of %n page(s) is written.</source>
        <translation>
            <numerusform>PDF 已生成，共 %n 页。</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save the history as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
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
    <name>kemai::TopBar</name>
    <message>
        <source>Search name, company, phone, pinyin</source>
        <translation>搜索姓名、公司、电话、拼音</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
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
    <name>kemai::UndoSet</name>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Taking back: %1 of %2</source>
        <translation>正在撤销：%1 / %2</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>kemai::UniquenessPage</name>
    <message>
        <source>All customers</source>
        <translation>全部客户</translation>
    </message>
    <message>
        <source>none</source>
        <translation>未填</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Are customers unique?</source>
        <translation>客户唯一性分析</translation>
    </message>
    <message>
        <source>Counted over the open work-list of duplicates: of each group the oldest entry is the customer, the later ones are surplus. A rate says who and what brings duplicates in; up to 8 % is in order.</source>
        <translation>按未处理的重复客户清单统计：每组中最早录入的算客户，其余算多录。比率说明重复从哪里来、由谁录入；不超过 8 % 为正常。</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>重新统计</translation>
    </message>
    <message>
        <source>Work off duplicates</source>
        <translation>处理重复客户</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Duplicate rate %1: %2 of %3 customers</source>
        <translation>重复率 %1：%3 位客户中多录 %2 位</translation>
    </message>
    <message>
        <source>No duplicates proposed among %1 customers. If nobody has looked for them yet, begin with the work-list.</source>
        <translation>%1 位客户中没有待处理的重复建议。如果还没有查找过重复，请先到查重清单开始查找。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Entered in</source>
        <translation>录入月份</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Counted by</source>
        <translation>统计范围</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户数</translation>
    </message>
    <message>
        <source>Entered twice</source>
        <translation>多录</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>比率</translation>
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
    <message>
        <source>%1&apos;s store is locked</source>
        <translation>%1 的资料库已锁定</translation>
    </message>
</context>
<context>
    <name>kemai::ViewPanel</name>
    <message>
        <source>Name of the view</source>
        <translation>视图名称</translation>
    </message>
    <message>
        <source>Share with colleagues</source>
        <translation>与同事共享</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>kemai::WrapUpForm</name>
    <message>
        <source>Result of the call</source>
        <translation>通话结果</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Result: two letters, Enter</source>
        <translation>结果：两个拼音首字母，回车</translation>
    </message>
    <message>
        <source>Reason, in one line (required)</source>
        <translation>原因，一行（必填）</translation>
    </message>
    <message>
        <source>Reason, in one line</source>
        <translation>原因，一行</translation>
    </message>
    <message>
        <source>Next step: send the quote, Friday…   Alt+3: in 3 days</source>
        <translation>下一步：周五 发报价…   Alt+3：3 天后</translation>
    </message>
    <message>
        <source>Call again</source>
        <translation>再联系</translation>
    </message>
    <message>
        <source>No next step</source>
        <translation>没有下一步</translation>
    </message>
    <message>
        <source>%1, due %2</source>
        <translation>%1，%2 到期</translation>
    </message>
</context>
<context>
    <name>kemai::sync::ChoiceTable</name>
    <message>
        <source>changed again</source>
        <translation>又有新值</translation>
    </message>
    <message>
        <source>Values to choose from</source>
        <translation>可选的值</translation>
    </message>
</context>
<context>
    <name>kemai::sync::ConflictPage</name>
    <message>
        <source>chosen</source>
        <translation>已选好</translation>
    </message>
    <message numerus="yes">
        <source>%n to choose</source>
        <translation>
            <numerusform>%n 项待选</numerusform>
        </translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Records in conflict</source>
        <translation>有冲突的记录</translation>
    </message>
    <message>
        <source>The whole value</source>
        <translation>完整内容</translation>
    </message>
    <message>
        <source>Another value</source>
        <translation>另填的值</translation>
    </message>
    <message>
        <source>Open the customer</source>
        <translation>打开客户</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>没有冲突</translation>
    </message>
    <message>
        <source>Where two people change different fields of a record, both stay. Only where they change the same one it is asked here.</source>
        <translation>两个人改同一条记录的不同字段时，两边都会保留；只有改了同一个字段，才会在这里请您选择。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) changed by two people at once. Both values are kept until you choose.</source>
        <translation>
            <numerusform>%n 条记录被两个人同时修改。在您选择之前，两边的值都会保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all (%1 more)</source>
        <translation>显示全部（另有 %1 条）</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>You changed it on %1; somebody else did meanwhile.</source>
        <translation>您在 %1 修改过；在此期间别人也改了。</translation>
    </message>
    <message>
        <source>%1 changed it on %2; somebody else did meanwhile.</source>
        <translation>%1 在 %2 修改过；在此期间别人也改了。</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>B  Before</source>
        <translation>B  原来</translation>
    </message>
    <message>
        <source>M  Mine</source>
        <translation>M  我的</translation>
    </message>
    <message>
        <source>M  Of %1</source>
        <translation>M  %1 的</translation>
    </message>
    <message>
        <source>T  On the server</source>
        <translation>T  服务器上的</translation>
    </message>
    <message>
        <source>Will be</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Everything is chosen. Enter decides, and it can be undone.</source>
        <translation>都已选好。按 Enter 决定，之后可以撤销。</translation>
    </message>
    <message numerus="yes">
        <source>%n still to choose: B before, M mine, T the server&apos;s, E another value.</source>
        <translation>
            <numerusform>还有 %n 项待选：B 原来的，M 我的，T 服务器上的，E 另填。</numerusform>
        </translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not chosen yet: B before, M mine, T the server&apos;s, E another value.</source>
        <translation>「%1」还没有选：B 原来的，M 我的，T 服务器上的，E 另填。</translation>
    </message>
    <message>
        <source>This one can only be chosen: B before, M mine, T the server&apos;s.</source>
        <translation>这一项只能选择，不能另填：B 原来的，M 我的，T 服务器上的。</translation>
    </message>
    <message>
        <source>Another value for &quot;%1&quot;</source>
        <translation>「%1」另填</translation>
    </message>
    <message>
        <source>Enter takes it, Shift+Enter is a new line, Esc goes back</source>
        <translation>Enter 采用，Shift+Enter 换行，Esc 返回</translation>
    </message>
</context>
<context>
    <name>kemai::sync::FormField</name>
    <message>
        <source>Hide &quot;%1&quot;</source>
        <translation>隐藏「%1」</translation>
    </message>
    <message>
        <source>Show &quot;%1&quot;</source>
        <translation>显示「%1」</translation>
    </message>
</context>
<context>
    <name>kemai::sync::OfficePage</name>
    <message>
        <source>Join the company&apos;s server</source>
        <translation>加入公司的服务器</translation>
    </message>
    <message>
        <source>Your colleagues then see what you write, and you see theirs, as far as your role allows. Without the server you go on working as before, and it is sent when the server is back.</source>
        <translation>加入后，同事能看到您写的内容，您也能在权限内看到他们的。服务器不在时照常工作，恢复后会自动发送。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>As the administrator gave it, for example crm.example.com:8443</source>
        <translation>管理员提供的地址，例如 crm.example.com:8443</translation>
    </message>
    <message>
        <source>The server&apos;s certificate (PEM)</source>
        <translation>服务器证书（PEM）</translation>
    </message>
    <message>
        <source>Paste it here, or choose the file</source>
        <translation>粘贴在这里，或选择文件</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>验证码</translation>
    </message>
    <message>
        <source>Six digits from your authenticator, or a recovery code. Empty if you have none.</source>
        <translation>身份验证器上的六位数字，或恢复码；没有可留空。</translation>
    </message>
    <message>
        <source>Enrolment token</source>
        <translation>注册码</translation>
    </message>
    <message>
        <source>The administrator makes one for each desk; it works once.</source>
        <translation>由管理员为每台电脑生成，只能用一次。</translation>
    </message>
    <message>
        <source>Name of this desk</source>
        <translation>本机名称</translation>
    </message>
    <message>
        <source>So that the administrator recognizes it.</source>
        <translation>便于管理员辨认。</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>正在加入…</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Synchronize now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>This desk</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>最后联系</translation>
    </message>
    <message>
        <source>Works without the server until</source>
        <translation>离线可用至</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>未被接受</translation>
    </message>
    <message>
        <source>This is the demo company.</source>
        <translation>这是演示公司。</translation>
    </message>
    <message>
        <source>It stays on this computer. Open your own store to join a server.</source>
        <translation>它只留在本机。要加入服务器，请打开您自己的资料库。</translation>
    </message>
    <message>
        <source>What is here is uploaded, history included.</source>
        <translation>本机的内容会连同历史一起上传。</translation>
    </message>
    <message>
        <source>%1 customers and everything that was ever changed of them go to the server; nothing is taken away here.</source>
        <translation>%1 位客户及其全部修改历史会上传到服务器；本机的内容不会减少。</translation>
    </message>
    <message>
        <source>Nothing is taken away here.</source>
        <translation>本机的内容不会减少。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be read as a certificate.</source>
        <translation>「%1」不是可以读取的证书。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate</source>
        <translation>服务器证书</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>证书 (*.pem *.crt *.cer);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Only a server with this certificate is believed. Empty: one that the system knows.</source>
        <translation>只信任持有这份证书的服务器。留空则使用系统信任的证书。</translation>
    </message>
    <message>
        <source>%1, valid until %2, SHA-256 begins with %3</source>
        <translation>%1，有效期至 %2，SHA-256 开头为 %3</translation>
    </message>
    <message>
        <source>Type the server&apos;s address.</source>
        <translation>请填写服务器地址。</translation>
    </message>
    <message>
        <source>Type your login.</source>
        <translation>请填写登录名。</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>请填写密码。</translation>
    </message>
    <message>
        <source>Type the token the administrator made for this desk.</source>
        <translation>请填写管理员为本机生成的注册码。</translation>
    </message>
    <message>
        <source>Give this desk a name.</source>
        <translation>请给本机起个名称。</translation>
    </message>
    <message>
        <source>Asking the server. What is here stays as it is.</source>
        <translation>正在联系服务器，本机内容不会改动。</translation>
    </message>
    <message>
        <source>Uploading what was here: %1 of %2 changes</source>
        <translation>正在上传本机原有的内容：%1 / %2 项修改</translation>
    </message>
    <message>
        <source>Fetching what you may see: %1 %. Customers come before what was said to them; you can work meanwhile.</source>
        <translation>正在下载您有权查看的内容：%1 %。先下载客户，再下载往来记录，期间可以照常工作。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未联系</translation>
    </message>
    <message>
        <source>%1, the oldest for %2</source>
        <translation>%1，最早的已等待 %2</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>待同步</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>服务器</translation>
    </message>
</context>
<context>
    <name>kemai::sync::QueuePage</name>
    <message>
        <source>The chosen change</source>
        <translation>选中的修改</translation>
    </message>
    <message>
        <source>To synchronize</source>
        <translation>待同步</translation>
    </message>
    <message>
        <source>Synchronize now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Takes it from this list. Its text stays in the history of this desk.</source>
        <translation>从列表中移除，内容仍保留在本机的历史中。</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>复制内容</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>列出哪些</translation>
    </message>
    <message>
        <source>What is not with the server yet</source>
        <translation>还没有到服务器的修改</translation>
    </message>
    <message>
        <source>The oldest has waited for %1.</source>
        <translation>最早的一项已等待 %1。</translation>
    </message>
    <message>
        <source>Last contact: %1.</source>
        <translation>最后联系：%1。</translation>
    </message>
    <message>
        <source>This desk works on its own</source>
        <translation>本机单独使用</translation>
    </message>
    <message>
        <source>What you write is kept here, encrypted. Join the company&apos;s server to share it with your colleagues.</source>
        <translation>您写的内容加密保存在本机。加入公司的服务器后，可以与同事共享。</translation>
    </message>
    <message>
        <source>Everything is with the server</source>
        <translation>全部已同步</translation>
    </message>
    <message>
        <source>What you write is kept here at once and sent by itself; without the server it waits in this list.</source>
        <translation>您写的内容会立即保存并自动发送；服务器不在时会排在这里等待。</translation>
    </message>
    <message>
        <source>Join a server…</source>
        <translation>加入服务器…</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>In conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>and %1 more that wait behind these</source>
        <translation>后面还有 %1 项等待发送</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>去决定…</translation>
    </message>
    <message>
        <source>Open the customer</source>
        <translation>打开客户</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>写于</translation>
    </message>
    <message>
        <source>%1, %2 ago</source>
        <translation>%1，%2前</translation>
    </message>
    <message>
        <source>Before: %1
Here: %2
On the server: %3</source>
        <translation>原来：%1
我的：%2
服务器上的：%3</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>This version of Kemai does not know this kind of record; it is sent as it is.</source>
        <translation>当前版本的客脉不认识这类记录，会原样发送。</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>待处理</translation>
    </message>
</context>
<context>
    <name>kemai::sync::RecordNotice</name>
    <message>
        <source>%1 is editing</source>
        <translation>%1 正在编辑</translation>
    </message>
    <message>
        <source>%1 is reading</source>
        <translation>%1 正在查看</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另有 %1 人</translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n 个冲突</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed by two people at once: %1</source>
        <translation>两个人同时修改了：%1</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>去决定…</translation>
    </message>
</context>
<context>
    <name>kemai::sync::SyncWords</name>
    <message numerus="yes">
        <source>%n file(s) wait to be sent.</source>
        <translation>
            <numerusform>%n 个文件等待上传。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are larger than the server takes; they stay on this computer.</source>
        <translation>
            <numerusform>%n 个文件超过服务器的上限，保留在这台电脑上。</numerusform>
        </translation>
    </message>
    <message>
        <source>A change of a newer version</source>
        <translation>较新版本的修改</translation>
    </message>
    <message>
        <source>conflict decided</source>
        <translation>冲突已决定</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>未被接受</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>%1: before %2, mine %3, theirs %4</source>
        <translation>%1：原来 %2，我的 %3，服务器上的 %4</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation>（未知）</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>withdrawn %1</source>
        <translation>已于 %1 撤下</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤下</translation>
    </message>
    <message>
        <source>The record itself</source>
        <translation>记录本身</translation>
    </message>
    <message>
        <source>to choose</source>
        <translation>待选择</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>不到 1 分钟</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>客服</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>Director</source>
        <translation>总监</translation>
    </message>
    <message>
        <source>Finance</source>
        <translation>财务</translation>
    </message>
    <message>
        <source>Human resources</source>
        <translation>人事</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>%1 to sync</source>
        <translation>%1 待同步</translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n 个冲突</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Offline · %1</source>
        <translation>离线 · %1</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Uploading %1 %</source>
        <translation>正在上传 %1 %</translation>
    </message>
    <message>
        <source>Syncing %1 %</source>
        <translation>正在同步 %1 %</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>正在同步</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>This desk was without the server for too long and is locked until it reaches it. Everything here is kept.</source>
        <translation>本机太久没有联系服务器，已锁定，联系上后恢复；本机内容都在。</translation>
    </message>
    <message>
        <source>The server speaks a newer version: update Kemai. What you write is still sent.</source>
        <translation>服务器版本较新，请更新客脉；您写的内容仍会发送。</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) the server did not accept; their text is kept.</source>
        <translation>
            <numerusform>%n 项修改没有被服务器接受，内容已保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to send, the oldest for %2.</source>
        <translation>%1 项待发送，最早的已等待 %2。</translation>
    </message>
    <message>
        <source>%1 to send.</source>
        <translation>%1 项待发送。</translation>
    </message>
    <message>
        <source>Last contact with %1: %2</source>
        <translation>与 %1 最后联系：%2</translation>
    </message>
    <message>
        <source>%1 was not reached yet.</source>
        <translation>尚未联系上 %1。</translation>
    </message>
    <message>
        <source>This desk works on its own.</source>
        <translation>本机单独使用。</translation>
    </message>
    <message>
        <source>Connecting.</source>
        <translation>正在连接。</translation>
    </message>
    <message>
        <source>Connected; what you write is sent at once.</source>
        <translation>已连接，您写的内容会立即发送。</translation>
    </message>
    <message>
        <source>Connected; sending.</source>
        <translation>已连接，正在发送。</translation>
    </message>
    <message>
        <source>Connected; receiving.</source>
        <translation>已连接，正在接收。</translation>
    </message>
    <message>
        <source>The server is away. Everything is kept here and sent when it is back.</source>
        <translation>服务器暂时连不上，内容都在本机，恢复后自动发送。</translation>
    </message>
    <message>
        <source>Synchronization has stopped.</source>
        <translation>同步已停止。</translation>
    </message>
</context>
</TS>
