using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Amplify.Samples;

/// <summary>The user's files.</summary>
internal static class FilesView
{
    public static IRenderable Of(string bucket, IReadOnlyList<UserFile> files)
    {
        if (files.Count == 0)
        {
            return new Text($"There is nothing of yours in {bucket} yet. Upload something first.\n");
        }

        Table table = new Table().RoundedBorder().Title($"Your files in {Markup.Escape(bucket)}")
            .AddColumn("Name").AddColumn(new TableColumn("Size").RightAligned()).AddColumn("Since");
        foreach (UserFile file in files)
        {
            table.AddRow(new Text(file.Name), new Text(SizeOf(file.Size)), new Text(file.ModifiedAt?.ToLocalTime().ToString("d MMMM, HH:mm", CultureInfo.InvariantCulture) ?? ""));
        }

        return table;
    }

    public static string SizeOf(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes");
}
