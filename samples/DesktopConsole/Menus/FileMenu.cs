using System.Security.Cryptography;

namespace Amplify.Samples;

/// <summary>Files up and down.</summary>
internal sealed class FileMenu(UserFiles files, Screen screen, IPrompts prompts)
{
    private const int SampleBytes = 8_000_000;
    private const string MadeUp = "One that this sample makes up";
    private const string Own = "One of mine";

    public async Task UploadAsync(CancellationToken stop)
    {
        string which = await prompts.ChooseAsync("Which file?", [MadeUp, Own], name => name, stop);
        if (which == MadeUp)
        {
            using var sample = new MemoryStream(RandomNumberGenerator.GetBytes(SampleBytes));
            await UploadAsync("cat.jpg", sample, stop);
            return;
        }

        string path = await prompts.TextAsync("Its path", stop);
        await using FileStream file = File.OpenRead(path);
        await UploadAsync(Path.GetFileName(path), file, stop);
    }

    public async Task UploadAsync(string name, Stream content, CancellationToken stop)
    {
        string key = "";
        await screen.WithProgressAsync(name, content.Length, async progress => key = await files.UploadAsync(name, content, progress, stop));
        screen.Good($"{FilesView.SizeOf(content.Length)} uploaded, to the bucket {files.BucketName}, as");
        screen.Hint($"  {key}");
    }

    public async Task<IReadOnlyList<UserFile>> ListAsync(CancellationToken stop)
    {
        IReadOnlyList<UserFile> mine = await prompts.BusyAsync("Listing", () => files.ListAsync(stop));
        screen.Show(FilesView.Of(files.BucketName, mine));
        return mine;
    }

    public async Task DownloadAsync(CancellationToken stop)
    {
        IReadOnlyList<UserFile> mine = await prompts.BusyAsync("Listing", () => files.ListAsync(stop));
        if (mine.Count == 0)
        {
            screen.Show(FilesView.Of(files.BucketName, mine));
            return;
        }

        UserFile file = await prompts.ChooseAsync("Which one?", mine, f => f.Name, stop);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}-{Path.GetFileName(file.Name)}");
        await using FileStream target = File.Create(path);
        await DownloadAsync(file, target, stop);
        screen.Good($"{FilesView.SizeOf(target.Length)} downloaded, to");
        screen.Hint($"  {path}");
    }

    public Task DownloadAsync(UserFile file, Stream target, CancellationToken stop) =>
        screen.WithProgressAsync(file.Name, file.Size, progress => files.DownloadAsync(file, target, progress, stop));
}
