export const zh = {
  "upload.waiting": "排队中",
  "upload.sending": "正在上传 {{share}}%",
  "upload.paused": "已暂停，传了 {{share}}%",
  "upload.pause": "暂停",
  "upload.go_on": "接着传",
  "upload.cut": "上次没传完：{{names}}。再选一次同一张，会接着传，不用从头来。",
  "upload.gif_still": "动图只取第一帧，当静态照片发。",
  "upload.progress": "上传进度",
  "upload.checked": "检查过了，可以发",
  "upload.held": "被拦下了，等人来看。",
  "upload.refused": "不能用这张。",
  "upload.failed": "没传上去。",
};
