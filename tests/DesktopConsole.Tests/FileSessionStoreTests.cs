using Amplify.Emulator;
using Amplify.Samples;
using Amplify.Sessions;

namespace Amplify.Tests;

/// <summary>The store of the sample keeps what stores promise, from one process to the next.</summary>
public sealed class FileSessionStoreTests
{
    private static readonly EmulatorClock _clock = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private static readonly DateTimeOffset _later = _clock.GetUtcNow().AddDays(1);
    private static readonly DocumentKey _key = new(DocumentKind.Session, "eu-west-1_Pool", "client", "one");

    private string _path = "";

    [SetUp]
    public void MakeFolder() => _path = Directory.CreateTempSubdirectory().FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_path, recursive: true);

    [Test]
    public async Task What_was_written_is_there_after_a_restart()
    {
        string? eTag = await NewStore().WriteAsync(_key, new byte[] { 1, 2, 3 }, WriteCondition.Absent, _later);

        StoredDocument? read = await NewStore().ReadAsync(_key);

        Assert.That(read!.Content.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(read.ETag, Is.EqualTo(eTag).And.EqualTo(await NewStore().ReadETagAsync(_key)));
        Assert.That(await NewStore().ReadAsync(new DocumentKey(DocumentKind.Session, "eu-west-1_Pool", "client", "two")), Is.Null);
    }

    [Test]
    public async Task Writes_and_deletes_happen_only_when_their_condition_holds()
    {
        FileSessionStore store = NewStore();
        string? first = await store.WriteAsync(_key, new byte[] { 1 }, WriteCondition.Absent, _later);
        Assert.That(await store.WriteAsync(_key, new byte[] { 2 }, WriteCondition.Absent, _later), Is.Null);
        Assert.That(await store.WriteAsync(_key, new byte[] { 2 }, WriteCondition.Matches("else"), _later), Is.Null);
        Assert.That((await store.ReadAsync(_key))!.Content.ToArray(), Is.EqualTo(new byte[] { 1 }));

        string? second = await store.WriteAsync(_key, new byte[] { 2 }, WriteCondition.Matches(first!), _later);
        Assert.That(second, Is.Not.Null.And.Not.EqualTo(first));
        Assert.That(await store.DeleteAsync(_key, WriteCondition.Matches(first!)), Is.False);
        Assert.That(await store.DeleteAsync(_key, WriteCondition.Matches(second!)), Is.True);
        Assert.That(await store.DeleteAsync(_key, WriteCondition.Matches(second!)), Is.True, "gone is gone");
        Assert.That(await store.ReadAsync(_key), Is.Null);
    }

    [Test]
    public async Task Of_many_writers_one_wins()
    {
        string? first = await NewStore().WriteAsync(_key, new byte[] { 0 }, WriteCondition.Absent, _later);

        string?[] outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(
            async () => await NewStore().WriteAsync(_key, new[] { (byte)i }, WriteCondition.Matches(first!), _later))));

        Assert.That(outcomes.Count(eTag => eTag is not null), Is.EqualTo(1));
        Assert.That(await NewStore().ReadETagAsync(_key), Is.EqualTo(outcomes.Single(eTag => eTag is not null)));
    }

    [Test]
    public async Task What_has_expired_is_not_there()
    {
        FileSessionStore store = NewStore();
        await store.WriteAsync(_key, new byte[] { 1 }, WriteCondition.None, _clock.GetUtcNow());

        Assert.That(await store.ReadAsync(_key), Is.Null);
        Assert.That(await store.WriteAsync(_key, new byte[] { 2 }, WriteCondition.Absent, _later), Is.Not.Null);
    }

    [Test]
    public async Task A_damaged_file_is_not_taken_for_a_missing_one()
    {
        FileSessionStore store = NewStore();
        await store.WriteAsync(_key, new byte[] { 1 }, WriteCondition.None, _later);
        await File.WriteAllBytesAsync(Directory.GetFiles(_path, "*.session").Single(), [1, 2, 3]);

        Assert.That(async () => await store.ReadAsync(_key), Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public async Task A_lease_is_one_holders_at_a_time_and_a_waiter_may_give_up()
    {
        IAsyncDisposable held = await NewStore().AcquireAsync(_key, TimeSpan.FromMinutes(1));
        using var impatient = new CancellationTokenSource();
        Task<IAsyncDisposable> givesUp = NewStore().AcquireAsync(_key, TimeSpan.FromMinutes(1), impatient.Token).AsTask();
        Task<IAsyncDisposable> waits = NewStore().AcquireAsync(_key, TimeSpan.FromMinutes(1)).AsTask();
        Assert.That(await NewStore().ReadAsync(_key), Is.Null, "reading goes on under somebody's lease");

        await impatient.CancelAsync();
        Assert.That(async () => await givesUp, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(waits.IsCompleted, Is.False);

        await held.DisposeAsync();
        await (await waits).DisposeAsync();
    }

    [Test]
    public async Task The_key_stays_the_same_and_another_folders_key_opens_nothing()
    {
        byte[] sealedBytes = Seal(await StoreKey.ProtectorAsync(NewFolder(), default));

        Assert.That(Opens(await StoreKey.ProtectorAsync(NewFolder(), default), sealedBytes));
        Assert.That(Opens(await StoreKey.ProtectorAsync(StoreFolder.Open(Path.Combine(_path, "other")), default), sealedBytes), Is.False);
    }

    [Test]
    public async Task A_damaged_key_is_told_and_not_replaced()
    {
        await File.WriteAllBytesAsync(Path.Combine(_path, "session.key"), [1]);

        Assert.That(async () => await StoreKey.ProtectorAsync(NewFolder(), default), Throws.TypeOf<InvalidDataException>());
        Assert.That(await File.ReadAllBytesAsync(Path.Combine(_path, "session.key")), Is.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public async Task Nobody_else_can_read_keys_and_sessions()
    {
        StoreFolder folder = StoreFolder.Open(Path.Combine(_path, "new"));
        await StoreKey.ProtectorAsync(folder, default);
        await new FileSessionStore(folder, _clock).WriteAsync(_key, new byte[] { 1 }, WriteCondition.None, _later);
        string[] files = [.. Directory.GetFiles(folder.Path, "*.key"), .. Directory.GetFiles(folder.Path, "*.session")];
        Assert.That(files, Has.Length.EqualTo(2));

        if (!OperatingSystem.IsWindows())
        {
            // On Windows the folder is the user's own by where it lies.
            Assert.That(File.GetUnixFileMode(folder.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
            Assert.That(files.Select(File.GetUnixFileMode), Is.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    private static byte[] Seal(ISessionProtector protector) => protector.Protect([1, 2, 3], [4]);

    private static bool Opens(ISessionProtector protector, byte[] bytes)
    {
        try
        {
            protector.Unprotect(bytes, [4]);
            return true;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    private StoreFolder NewFolder() => StoreFolder.Open(_path);

    private FileSessionStore NewStore() => new(NewFolder(), _clock);
}
