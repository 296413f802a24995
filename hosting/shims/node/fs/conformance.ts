/** Cases that the file system of a hosted program and a real one agree on. */
import type { ConformanceCase } from '../conformance-case.js';

export const FS_CASES: readonly ConformanceCase[] = [
  {
    name: 'whole files, synchronously',
    run: (require, { dir }) => {
      const fs = require('node:fs');
      const file = `${dir}/a.txt`;
      fs.writeFileSync(file, 'one\n');
      fs.appendFileSync(file, Buffer.from('two ä\n'));
      fs.appendFileSync(file, new Uint8Array([0, 255]));
      const bytes = fs.readFileSync(file);
      fs.writeFileSync(file, 'aGk=', 'base64');
      return [
        bytes.toString('hex'),
        fs.readFileSync(file, 'utf8'),
        fs.readFileSync(file, { encoding: 'hex' }),
        fs.existsSync(file),
        fs.existsSync(`${file}.no`),
        fs.readdirSync(dir),
        Buffer.isBuffer(bytes),
      ];
    },
  },
  {
    name: 'errors have their code, their call and their path',
    run: async (require, { dir, tried }) => {
      const fs = require('node:fs');
      fs.mkdirSync(`${dir}/d/e`, { recursive: true });
      fs.writeFileSync(`${dir}/f`, 'x');
      return [
        await tried(() => fs.readFileSync(`${dir}/none`)),
        await tried(() => fs.openSync(`${dir}/none/none`, 'w')),
        await tried(() => fs.openSync(`${dir}/f`, 'wx')),
        await tried(() => fs.openSync(`${dir}/f`, 'zz')),
        await tried(() => fs.readFileSync(`${dir}/d`)),
        await tried(() => fs.writeFileSync(`${dir}/d`, '')),
        await tried(() => fs.statSync(`${dir}/none`)),
        await tried(() => fs.statSync(`${dir}/f/g`)),
        await tried(() => fs.accessSync(`${dir}/none`)),
        await tried(() => fs.mkdirSync(`${dir}/d`)),
        await tried(() => fs.mkdirSync(`${dir}/none/d`)),
        await tried(() => fs.rmdirSync(`${dir}/d`)),
        await tried(() => fs.rmdirSync(`${dir}/f`)),
        await tried(() => fs.readdirSync(`${dir}/f`)),
        await tried(() => fs.readdirSync(`${dir}/none`)),
        await tried(() => fs.unlinkSync(`${dir}/none`)),
        await tried(() => fs.renameSync(`${dir}/none`, `${dir}/x`)),
        await tried(() => fs.renameSync(`${dir}/f`, `${dir}/none/x`)),
        await tried(() => fs.copyFileSync(`${dir}/none`, `${dir}/x`)),
        await tried(() => fs.rmSync(`${dir}/none`)),
        await tried(() => fs.rmSync(`${dir}/none`, { force: true })),
        await tried(() => fs.closeSync(9_999)),
        await tried(() => fs.readSync(9_999, Buffer.alloc(1))),
        await tried(() => fs.writeSync(9_999, 'x')),
        await tried(() => fs.readFileSync(7.5 as any)),
        await tried(() => fs.readFileSync({} as any)),
        await tried(() => fs.writeFileSync(`${dir}/f`, {})),
        await tried(() => fs.readFileSync(`${dir}/a\0b`)),
        await tried(() => fs.writeFileSync(fs.openSync(`${dir}/f`, 'r'), 'x')),
        await tried(() => fs.truncateSync(`${dir}/none`)),
        fs.statSync(`${dir}/none`, { throwIfNoEntry: false }) ?? 'nothing',
      ];
    },
  },
  {
    name: 'descriptors: positions, appending, reading and writing in the middle',
    run: (require, { dir }) => {
      const fs = require('node:fs');
      const fd = fs.openSync(`${dir}/p`, 'w+');
      const sizes = [fs.writeSync(fd, 'hello'), fs.writeSync(fd, Buffer.from('world'), 1, 3)];
      sizes.push(fs.writeSync(fd, 'J', 0), fs.writeSync(fd, 'gap', 12), fs.writeSync(fd, '!'));
      const some = Buffer.alloc(6);
      sizes.push(fs.readSync(fd, some, 0, 6, 0), fs.readSync(fd, some, { position: 6, length: 2 }));
      fs.ftruncateSync(fd, 10);
      fs.ftruncateSync(fd, 13);
      const size = fs.fstatSync(fd).size;
      fs.closeSync(fd);
      const appending = fs.openSync(`${dir}/p`, 'a+');
      fs.writeSync(appending, 'end', 0);
      fs.writevSync(appending, [Buffer.from('x'), Buffer.from('yz')]);
      fs.closeSync(appending);
      return [sizes, some.toString('latin1'), size, fs.readFileSync(`${dir}/p`, 'latin1')];
    },
  },
  {
    name: 'directories: recursive making, listing and removing',
    run: (require, { dir }) => {
      const fs = require('node:fs');
      const made = [
        fs.mkdirSync(`${dir}/a/b/c`, { recursive: true }),
        fs.mkdirSync(`${dir}/a/b`, { recursive: true }) ?? 'nothing',
        fs.mkdirSync(`${dir}/z`) ?? 'nothing',
      ];
      fs.writeFileSync(`${dir}/a/f`, '1');
      fs.writeFileSync(`${dir}/a/b/g`, '22');
      const typed = fs
        .readdirSync(`${dir}/a`, { withFileTypes: true })
        .map((entry: any) => [entry.name, entry.isDirectory(), entry.isFile(), entry.parentPath]);
      const all = fs.readdirSync(dir, { recursive: true }).sort();
      fs.renameSync(`${dir}/a`, `${dir}/moved`);
      const after = fs.readdirSync(dir, { recursive: true }).sort();
      fs.rmSync(`${dir}/moved`, { recursive: true });
      return [made, typed, all, after, fs.readdirSync(dir)];
    },
  },
  {
    name: 'a removed or renamed file stays open',
    run: (require, { dir }) => {
      const fs = require('node:fs');
      const fd = fs.openSync(`${dir}/a`, 'w+');
      fs.writeSync(fd, 'before');
      fs.renameSync(`${dir}/a`, `${dir}/b`);
      fs.writeSync(fd, ' renamed');
      const renamed = fs.readFileSync(`${dir}/b`, 'utf8');
      fs.unlinkSync(`${dir}/b`);
      fs.writeSync(fd, ' removed');
      const size = fs.fstatSync(fd).size;
      fs.closeSync(fd);
      return [renamed, size, fs.readdirSync(dir)];
    },
  },
  {
    name: 'stats: sizes, kinds, modes, times that are set',
    run: (require, { dir }) => {
      const fs = require('node:fs');
      fs.writeFileSync(`${dir}/s`, 'four', { mode: 0o600 });
      fs.utimesSync(`${dir}/s`, 1_000, 1_700_000_000);
      const stats = fs.statSync(`${dir}/s`);
      fs.chmodSync(`${dir}/s`, 0o644);
      const changed = fs.statSync(`${dir}/s`);
      const directory = fs.lstatSync(dir);
      return [
        stats.size,
        stats.isFile(),
        stats.isDirectory(),
        stats.isSymbolicLink(),
        (stats.mode & 0o777).toString(8),
        stats.mtimeMs,
        stats.mtime instanceof Date,
        stats.mtime.getTime(),
        (changed.mode & 0o777).toString(8),
        changed.mtimeMs,
        stats.nlink,
        directory.isDirectory(),
        directory.isFile(),
      ];
    },
  },
  {
    name: 'calls with callbacks answer later, with errors first',
    run: (require, { dir }) =>
      new Promise((resolve) => {
        const fs = require('node:fs');
        const order: unknown[] = [];
        fs.writeFile(`${dir}/a`, 'x', (error: unknown) => {
          order.push(['written', error]);
          fs.readFile(`${dir}/a`, 'utf8', (...result: unknown[]) => {
            order.push(['read', ...result]);
            fs.readFile(`${dir}/none`, (failed: any, ...rest: unknown[]) => {
              order.push(['failed', failed.code, failed.syscall, rest]);
              fs.open(`${dir}/a`, 'r+', (_error: unknown, fd: number) => {
                fs.write(fd, 'yy', (...wrote: unknown[]) => {
                  fs.fsync(fd, (synced: unknown) => {
                    fs.fstat(fd, (_: unknown, stats: any) => {
                      fs.close(fd, (closed: unknown) => {
                        resolve([order, wrote, synced, stats.size, closed]);
                      });
                    });
                  });
                });
              });
            });
          });
        });
        order.push('called');
      }),
  },
  {
    name: 'promises and file handles',
    run: async (require, { dir, tried }) => {
      const fs = require('node:fs/promises');
      await fs.mkdir(`${dir}/d`);
      await fs.writeFile(`${dir}/d/a`, 'one');
      await fs.appendFile(`${dir}/d/a`, ' two');
      const handle = await fs.open(`${dir}/d/a`, 'r+');
      const read = await handle.read(Buffer.alloc(3), 0, 3, 0);
      const wrote = await handle.write('ONE', 0);
      await handle.sync();
      await handle.datasync();
      const size = (await handle.stat()).size;
      const rest = await handle.readFile('utf8');
      await handle.truncate(5);
      await handle.close();
      await fs.rename(`${dir}/d/a`, `${dir}/d/b`);
      await fs.copyFile(`${dir}/d/b`, `${dir}/d/c`);
      const names = [];
      for await (const entry of await fs.opendir(`${dir}/d`)) names.push(entry.name);
      await fs.unlink(`${dir}/d/b`);
      return [
        [read.bytesRead, read.buffer.toString()],
        wrote.bytesWritten,
        size,
        rest,
        names.sort(),
        await fs.readFile(`${dir}/d/c`, { encoding: 'utf8' }),
        await fs.readdir(`${dir}/d`),
        await tried(() => fs.access(`${dir}/none`)),
        await tried(() => fs.readFile(`${dir}/none`)),
        await tried(() => fs.rm(`${dir}/d`)),
        await fs.rm(`${dir}/d`, { recursive: true }),
      ];
    },
  },
  {
    name: 'streams: writing, reading, ranges, errors',
    run: async (require, { dir }) => {
      const fs = require('node:fs');
      const { once } = require('node:events');
      const { pipeline } = require('node:stream/promises');
      const out = fs.createWriteStream(`${dir}/s`);
      out.write('hello ');
      out.write('world');
      out.end('!');
      await once(out, 'close');
      const more = fs.createWriteStream(`${dir}/s`, { flags: 'a' });
      await new Promise((resolve) => more.end(' more', resolve));
      const read = async (options?: object) => {
        let text = '';
        for await (const chunk of fs.createReadStream(`${dir}/s`, { encoding: 'utf8', ...options }))
          text += chunk;
        return text;
      };
      await pipeline(fs.createReadStream(`${dir}/s`), fs.createWriteStream(`${dir}/copy`));
      const [error] = await once(fs.createReadStream(`${dir}/none`), 'error');
      const [refused] = await once(fs.createWriteStream(`${dir}/none/x`), 'error');
      return [
        out.bytesWritten,
        await read(),
        await read({ start: 6, end: 10 }),
        await read({ highWaterMark: 4 }),
        fs.readFileSync(`${dir}/copy`, 'utf8'),
        error.code,
        refused.code,
      ];
    },
  },
  {
    name: 'paths: of URLs and buffers, temporary directories',
    run: (require, { dir }) => {
      const fs = require('node:fs');
      const { pathToFileURL } = require('node:url');
      fs.writeFileSync(pathToFileURL(`${dir}/u`), 'url');
      fs.writeFileSync(Buffer.from(`${dir}/./x/../b`.replace('/x/..', '')), 'buffer');
      const made = fs.mkdtempSync(`${dir}/tmp-`);
      return [
        fs.readFileSync(`${dir}/u`, 'utf8'),
        fs.readFileSync(`${dir}/b`, 'utf8'),
        made.length - dir.length,
        fs.statSync(made).isDirectory(),
        fs.realpathSync(`${dir}/../${dir.split('/').at(-1) ?? ''}/u`).slice(-2),
      ];
    },
  },
  {
    name: 'the rest, by callback, by promise and at once',
    run: async (require, { dir, tried }) => {
      const fs = require('node:fs');
      const { promisify } = require('node:util');
      const file = `${dir}/f`;
      fs.writeFileSync(file, 'content');
      const { uid, gid } = fs.statSync(file);
      const date = new Date(1_000_000_000_000);
      const dates = (): unknown[] => {
        const { mtimeMs, size, mode } = fs.statSync(file);
        return [mtimeMs, size, mode & 0o777];
      };
      const seen: unknown[] = [];
      const called = async (name: string, ...values: unknown[]): Promise<unknown> =>
        (await tried(() => promisify(fs[name])(...values))) ?? 'done';
      seen.push(await called('chmod', file, 0o640), await called('chown', file, uid, gid));
      seen.push(await called('utimes', file, date, date), ...dates());
      const fd = fs.openSync(file, 'r+');
      seen.push(await called('fchmod', fd, 0o600), await called('ftruncate', fd, 4));
      seen.push(await called('fdatasync', fd), await called('futimes', fd, 5, 6), ...dates());
      const two = [Buffer.from('ab'), Buffer.from('c')];
      const { bytesWritten, ...others } = await promisify(fs.writev)(fd, two, 0);
      const put = await promisify(fs.write)(fd, Buffer.from('d'), 0, 1, 3);
      const got = await promisify(fs.read)(fd, Buffer.alloc(4), 0, 4, 0);
      seen.push(Object.keys(others), put.bytesWritten, got.bytesRead, got.buffer.toString());
      seen.push(bytesWritten, fs.fsyncSync(fd), fs.fdatasyncSync(fd), fs.fchmodSync(fd, 0o644));
      seen.push(fs.futimesSync(fd, 7, 8), fs.chownSync(file, uid, gid), ...dates());
      fs.closeSync(fd);
      seen.push((await promisify(fs.lstat)(file)) instanceof fs.Stats);
      seen.push((await promisify(fs.realpath)(file)) === fs.realpathSync(file));
      seen.push((await promisify(fs.mkdtemp)(`${dir}/t-`)).startsWith(`${dir}/t-`));
      seen.push(await new Promise((resolve) => fs.exists(file, resolve)));
      fs.mkdirSync(`${dir}/d`);
      seen.push(await called('rmdir', `${dir}/d`), fs.existsSync(`${dir}/d`));
      seen.push(fs.readdirSync(dir, { withFileTypes: true })[0] instanceof fs.Dirent);
      const { promises } = fs;
      seen.push(await promises.chmod(file, 0o600), await promises.chown(file, uid, gid));
      seen.push(await promises.utimes(file, 9, 10), (await promises.lstat(file)).mtimeMs);
      fs.mkdirSync(`${dir}/e`);
      seen.push(await promises.rmdir(`${dir}/e`));
      const [read, written] = [fs.createReadStream(file), fs.createWriteStream(`${dir}/w`)];
      seen.push(read instanceof fs.ReadStream, written instanceof fs.WriteStream);
      seen.push(read instanceof fs.FileReadStream, written instanceof fs.FileWriteStream);
      read.destroy();
      await new Promise((resolve) => written.end(resolve));
      return seen;
    },
  },
];
